"""The open data of contests; what a vote or a panel decided is in it from the release on, and not a second before."""

from contest.exports.ballots import BALLOTS, IMPROVEMENTS
from contest.exports.contests import CONTESTS, IDEAS
from contest.exports.judging import AWARDS, RESULTS, SCORES

OPEN_DATA = (CONTESTS, IDEAS, RESULTS, AWARDS, SCORES, BALLOTS, IMPROVEMENTS)
