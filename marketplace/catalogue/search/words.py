"""One way to write words, for both engines: what is indexed and what is asked go through the same few steps.

Lower case without accents, units set apart, spellings and abbreviations made one, Indonesian stems beside the words.
"""

import re
import unicodedata

import snowballstemmer

TOKEN = re.compile(r"[a-z0-9]+")
MEASURE = re.compile(r"\b(\d+)(gr|gram|gsm|kg|ml|liter|ltr|cm|mm|watt|pk|inci|inch|gb|tb|lbr|lembar|va)\b")
STOP_WORDS = frozenset(
    {"dan", "di", "ke", "dari", "yang", "untuk", "dengan", "atau", "per", "the", "of", "and", "for"}
)

# Spellings of one thing: asked in any of them, found in any of them.
SPELLINGS = {
    "fotocopy": "fotokopi", "photocopy": "fotokopi", "fotocopi": "fotokopi", "photokopi": "fotokopi",
    "gr": "gram", "gsm": "gram", "g": "gram", "ltr": "liter", "lt": "liter", "kilo": "kg", "inch": "inci",
    "lbr": "lembar", "box": "kotak", "dus": "dus", "kardus": "dus", "pulpen": "bolpoin", "ballpoint": "bolpoin",
    "bolpen": "bolpoin", "pen": "bolpoin", "notebook": "laptop", "komp": "komputer", "hp": "ponsel",
    "handphone": "ponsel", "printing": "cetak", "print": "cetak", "sticker": "stiker", "souvenir": "suvenir",
    "catering": "katering", "ketring": "katering", "soundsystem": "sound", "mebeler": "mebel", "meubel": "mebel",
    "furniture": "mebel", "furnitur": "mebel", "gordyn": "gorden", "korden": "gorden", "tshirt": "kaos",
    "kaus": "kaos", "ban": "ban", "spidol": "spidol", "marker": "spidol", "ordner": "ordner", "odner": "ordner",
    "sembakau": "sembako", "snek": "snack", "snak": "snack", "aqua": "mineral", "projector": "proyektor",
    "infocus": "proyektor", "lcd": "proyektor", "tissue": "tisu", "tissu": "tisu", "hand": "hand",
    "laundry": "binatu", "hotel": "hotel", "mobil": "mobil", "ac": "ac", "aircon": "ac", "wifi": "wifi",
}  # fmt: skip

# Phrases that mean a word, and words that stand for phrases; longest first.
PHRASES = (
    ("alat tulis kantor", "alat tulis kantor atk"),
    ("air conditioner", "ac"),
    ("pendingin ruangan", "pendingin ruangan ac"),
    ("sound system", "sound system"),
    ("nasbox", "nasi kotak"),
    ("snackbox", "snack kotak"),
    ("wi fi", "wifi"),
    ("flash disk", "flashdisk"),
    ("t shirt", "kaos"),
    ("alat kesehatan", "alat kesehatan alkes"),
    ("bahan medis habis pakai", "bahan medis habis pakai bmhp"),
    ("makanan tambahan", "makanan tambahan pmt"),
    ("alat tulis", "alat tulis"),
)


def words_of(text: str) -> list[str]:
    """The words of a text as everybody will spell them, in order, without the little ones."""
    plain = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = " ".join(TOKEN.findall(MEASURE.sub(r"\1 \2", plain)))
    for phrase, meaning in PHRASES:
        if phrase in plain:
            plain = re.sub(rf"\b{phrase}\b", meaning, plain)
    return [SPELLINGS.get(word, word) for word in plain.split() if word not in STOP_WORDS]


ROOT_MARK = "zz"  # no Indonesian word begins so: roots stand beside words in one index and never mix with them


class Stems:
    """The roots of Indonesian words. One object per use: the stemmer keeps state and is not for two threads."""

    def __init__(self) -> None:
        self._stemmer = snowballstemmer.stemmer("indonesian")
        self._known: dict[str, str] = {}
        self._texts: dict[str, list[str]] = {}

    def of(self, word: str) -> str:
        """The root, marked as one; a number or a size such as `a4` has none and stands for itself."""
        if word not in self._known:
            plain = len(word) >= 3 and word.isalpha()
            self._known[word] = ROOT_MARK + self._stemmer.stemWord(word) if plain else word
        return self._known[word]

    def terms(self, *texts: str) -> str:
        """What an index stores for these texts: each word once, as written and as its root."""
        return " ".join(dict.fromkeys(term for text in texts for term in self._terms_of(text)))

    def _terms_of(self, text: str) -> list[str]:
        """A rebuild meets the same names of shops, shelves and places again and again."""
        if text not in self._texts:
            self._texts[text] = [term for word in words_of(text) for term in (word, self.of(word))]
        return self._texts[text]

    def peer_key(self, category_code: str, unit: str, name: str) -> str:
        """Products that may be compared by price: one category, one unit, the same first three words."""
        words = [term for term in self._terms_of(name) if not term.startswith(ROOT_MARK)]
        return f"{category_code}|{unit}|{' '.join(words[:3])}"[:120]
