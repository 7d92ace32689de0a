"""The council of the public-private data platform, and the rules that it makes.

A *council* has *seats* by sector, held for terms. A *meeting* has a notice, an agenda,
attendance and a *quorum*, overall and in each sector. A *motion* has versions; members
declare *interests* and are *recused*, which changes the denominators; a *vote* follows a
declared *formula* and its printed result can be replayed from the record.

What is adopted is a *rule*: a text and machine *terms* under one hash, in force from
00:00 JST of a date, with a compulsory review date, until repealed. Two seats of different
sectors can *suspend* a dataset or purpose at once; that lapses unless ratified.
"""
