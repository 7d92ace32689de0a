"""Strings that have broken forms, databases, pages and files: one list for every input.

``TORTURE`` holds ``(name, string)`` pairs; ``BROKEN`` names those that no field may
accept. Everything else must be kept as it is shown, or refused in words, and never
answered with an error page. ``hostile_strings`` builds the long ones that are out to
take time (promise R-21).
"""

from collections.abc import Iterator

_FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"

_CONTROLS = [
    ("nul", "a\x00b"),
    ("only nul", "\x00"),
    ("bell and backspace", "a\x07b\x08c"),
    ("terminal escape", "\x1b[31mred\x1b[0m"),
    ("terminal title", "\x1b]0;title\x07"),
    ("delete", "a\x7fb"),
    ("c1 control", "a\x9bb"),
    ("end of file mark", "a\x1ab"),
    ("record separators", "a\x1c\x1d\x1e\x1fb"),
    ("tab", "a\tb"),
]
_LINE_BREAKS = [
    ("carriage return", "a\rb"),
    ("windows line break", "a\r\nb"),
    ("mail header", "Subject\r\nBcc: everyone@example.org\r\n\r\nbody"),
    ("only line feed", "\n"),
    ("vertical tab", "a\x0bb"),
    ("form feed", "a\x0cb"),
    ("next line", "a\x85b"),
    ("line separator", "a\u2028b"),
    ("paragraph separator", "a\u2029b"),
    ("calendar entry", "a\r\nEND:VEVENT\r\nBEGIN:VEVENT"),
]
_HALVES = [
    ("high surrogate", "a\ud800b"),
    ("low surrogate", "a\udc00b"),
    ("surrogates in the wrong order", "\udc00\ud800"),
    ("emoji as two surrogates", "\ud83d\ude00"),
    ("undecodable byte", "a\udcffb"),
]
_NO_CHARACTERS = [
    ("non-character fffe", "a\ufffeb"),
    ("non-character ffff", "a\uffffb"),
    ("non-character fdd0", "a\ufdd0b"),
    ("last code point", "a\U0010ffffb"),
    ("non-character of plane 1", "a\U0001fffeb"),
    ("unassigned code point", "a\U000e0800b"),
    ("replacement character", "a\ufffdb"),
    ("object replacement", "a\ufffcb"),
    ("byte order mark in front", "\ufeffab"),
    ("byte order mark inside", "a\ufeffb"),
    ("annotation", "\ufff9漢字\ufffaかんじ\ufffb"),
]
_DIRECTIONS = [
    ("override", "photo_\u202egnp.exe"),
    ("open embedding", "a\u202bb"),
    ("pop without push", "a\u202c\u202c\u202cb"),
    ("open isolate", "a\u2067b"),
    ("closing isolate", "a\u2069\u2069b"),
    ("nested isolates", "\u2066\u2067\u2068a\u2069\u2069\u2069"),
    ("direction marks", "a\u200e\u200f\u061cb"),
    ("arabic", "مرحبا بالعالم"),
    ("hebrew with points", "בְּרֵאשִׁית"),
    ("trojan source", "/*\u202e } \u2066if (admin)\u2069 \u2066 begin */"),
]
_MARKS = [
    ("zalgo", "Z" + "\u0301\u0323\u0489" * 1000 + "a"),
    ("marks in falling order", "e" + "\u0301" * 500 + "\u0323" * 500),
    ("mark in front", "\u0301abc"),
    ("only marks", "\u0301\u0323\u20dd"),
    ("decomposed latin", "cafe\u0301"),
    ("composed latin", "caf\u00e9"),
    ("decomposed kana", "か\u3099き\u3099は\u309aハ\u309a"),
    ("vietnamese decomposed", "Vie\u0323\u0302t Nam"),
    ("mark that decomposes", "a" + "\u0344" * 8),
    ("enclosing mark", "1\u20e31\ufe0f\u20e3"),
    ("overlay after bracket", ">\u0338 <\u0338"),
    ("devanagari", "क्षत्रिय ज्ञान"),
    ("tibetan stack", "བསྒྲུབས་"),
    ("thai", "ที่นี่ทำได้"),
]
_JAPANESE = [
    ("half-width kana", "ｶﾞｷﾞﾊﾟｰﾃｨｰ｡"),
    ("full-width latin", "ＡＢＣ１２３！＠＃"),
    ("half-width quotes", "｢ﾃｽﾄ｣､･ﾟ"),
    ("variant ideograph", "葛\U000e0100城市と葛\U000e0101飾区"),
    ("standardised variant", "\u795e\ufe00社"),
    ("compatibility ideographs", "\ufa19\ufa1a\ufa26\ufa45"),
    ("ideographs of plane 2", "𠮷野家で𩸽を𠮟る"),
    ("names", "髙橋 﨑 渡邉 邊"),
    ("gaiji", "\ue000\uf8ff\U000f0000"),
    ("squared words", "㌔㌘㍻㈱①Ⅳ℡"),
    ("wave dashes", "〜～ー－―−‐"),
    ("yen and backslash", "¥\\￥＼"),
    ("iteration marks", "々ゝゞヽヾ〱〲"),
    ("hentaigana", "\U0001b002\U0001b06f"),
    ("full-width spaces", "　　　"),
    ("indented", "　はじめに\n　つぎに"),
    ("characters whose bytes hold a backslash", "表ソ十予構能"),
    ("mojibake", "譁�ｭ怜喧縺�"),
]
_EMOJI = [
    ("family", _FAMILY),
    ("flags", "🇯🇵🇺🇦🇪🇺"),
    ("half a flag", "🇯"),
    ("odd run of flags", "🇯🇵🇯"),
    ("flag of scotland", "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"),
    ("hidden tags", "hello\U000e0068\U000e0069\U000e0064\U000e0064\U000e0065\U000e006e"),
    ("skin tones", "👍🏿👩🏽\u200d🚒"),
    ("heart with variation", "❤\ufe0f❤"),
    ("endless joining", "\U0001f469\u200d" * 200),
    ("rainbow flag", "🏳\ufe0f\u200d🌈"),
]
_INVISIBLE = [
    ("zero width space", "a\u200bb"),
    ("only zero width", "\u200b\u200c\u200d\u2060"),
    ("no-break space", "\u00a0a\u00a0b\u00a0"),
    ("hangul filler", "\u3164\u115f\uffa0"),
    ("braille blank", "\u2800"),
    ("soft hyphen", "co\u00adoperate"),
    ("mongolian separator", "a\u180eb"),
    ("empty", ""),
    ("spaces", "   "),
]
_MEANINGS = [
    ("markup", "<script>alert(1)</script>"),
    ("attribute", "\"'><img src=x onerror=alert(1)>"),
    ("template", "{{7*7}}${7*7}{% raw %}"),
    ("format", "%s%n%(a)s{0}{a.__class__}"),
    ("sql", "'; DROP TABLE ideas; --"),
    ("like pattern", "%_\\"),
    ("formula", '=HYPERLINK("http://example.org","a")'),
    ("full-width formula", "＝1+1"),
    ("path", "../../etc/passwd"),
    ("windows name", "CON.txt:stream"),
    ("search operators", "a AND (b OR NOT c*) kind:x [TO] ~2 ^9"),
    ("url", "javascript:alert(1)"),
    ("null words", "null None NaN undefined"),
    ("long word", "a" * 5000),
    ("turkish i", "İstanbul ISTANBUL ıstanbul"),
    ("sharp s", "Straße STRASSE ﬁ ﬃ"),
    ("expanding ligature", "\ufdfa\ufdfb"),
    ("old hangul", "\u1112\u119e\u11ab 한글 ㅎㅏㄴ"),
    ("many scripts", "рaypal аррӏе ꓮꓑꓑꓡꓰ 𝔘𝔫𝔦𝔠𝔬𝔡𝔢"),
]

TORTURE: list[tuple[str, str]] = [
    *_CONTROLS, *_LINE_BREAKS, *_HALVES, *_NO_CHARACTERS, *_DIRECTIONS,
    *_MARKS, *_JAPANESE, *_EMOJI, *_INVISIBLE, *_MEANINGS,
]  # fmt: skip
BROKEN = frozenset(name for name, _ in _HALVES)


def hostile_strings(length: int = 50_000) -> Iterator[tuple[str, str]]:
    """Yield ``(name, string)`` pairs of ``length`` code points that slow algorithms choke on."""
    half = length // 2
    for name, pattern in (
        ("one letter", "a"), ("one ideograph", "京"), ("kana", "ア"), ("long vowels", "アー"), ("half-width kana", "ｶﾞ"),
        ("spaces", " "), ("full-width spaces", "　"), ("spaces in letters", "a" + " " * 999), ("tabs", "\t"),
        ("line feeds", "\n"), ("windows line breaks", "\r\n"), ("separators", "\u2028"), ("controls", "\x01"),
        ("flags", "🇯"), ("joined emoji", "👩\u200d"), ("joiners", "\u200d"), ("variations", "👩\ufe0f"),
        ("marks", "\u0301"), ("marks in falling order", "\u0301\u0323"), ("virama", "क्"), ("hangul", "\u1100"),
        ("prefix signs", "\u0600"), ("overrides", "\u202e"), ("open isolates", "\u2067"), ("tags", "\U000e0061"),
        ("broken flags", "\U0001f3f4\U000e0061\U000e0061\U000e0061"), ("fillers", "\u3164"), ("dashes", "-"),
        ("expanding", "\ufdfa"), ("percent", "㌫"), ("sharp s", "ß"), ("compatibility", "\ufa19\u0301"),
        ("gaiji", "\ue000"), ("words", "ab "), ("digits", "1"), ("mixed scripts", "aあア亜1"), ("quotes", '"'),
    ):  # fmt: skip
        yield name, (pattern * length)[:length]
    yield "all high marks, then all low marks", "e" + "\u0301" * half + "\u0323" * half
    yield "spaces before the end", " " * (length - 1) + "a"
    yield "spaces within", "a" + " " * (length - 2) + "a"
