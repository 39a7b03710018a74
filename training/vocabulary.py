"""The word pieces that are kept: python -m training.vocabulary --minilm DIR --size 16000 --out tokenizer.json

The pruned tokenizer keeps MiniLM's own piece numbers, so that training needs no new embedding table; `export`
renumbers. Train with it from the start: a tagger that never saw the pieces of a pruned word loses 0.3 points.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from builder.model.tokens import TOKEN
from training.data import read_rows

RESERVED = 104  # [PAD] to [MASK], with unused numbers between: kept whole so that these keep their numbers for good
LATIN, PUNCTUATION = range(0x250), range(0x2000, 0x2100)


def frequencies(corpora: Path, tokenizer: Tokenizer) -> Counter[int]:
    """Pieces of PolNeAR's and the stance and claim sets' training texts, one count a token."""
    words: Counter[str] = Counter()
    texts = [r["text"] for r in read_rows(corpora / "polnear.train.jsonl.gz")]
    for name in ("stance", "checkworthiness"):
        texts += [r["text"] for r in read_rows(corpora / f"{name}.jsonl.gz") if r["split"] == "train"]
    for text in texts:
        words.update(m.group() for m in TOKEN.finditer(text))
    pieces: Counter[int] = Counter()
    listed = sorted(words)
    for word, cut in zip(listed, tokenizer.encode_batch(listed, add_special_tokens=False), strict=True):
        for piece in cut.ids:
            pieces[piece] += words[word]
    return pieces


def kept(tokenizer: Tokenizer, pieces: Counter[int], size: int) -> dict[str, int]:
    """Reserved pieces, single Latin and punctuation characters (so that no word is lost), then the most frequent."""
    vocabulary = tokenizer.get_vocab()

    def needed(piece: str) -> bool:
        bare = piece.removeprefix("##")
        return vocabulary[piece] < RESERVED or (len(bare) == 1 and (ord(bare) in LATIN or ord(bare) in PUNCTUATION))

    out = {p: i for p, i in vocabulary.items() if needed(p)}
    rest = sorted((p for p in vocabulary if p not in out), key=lambda p: (-pieces[vocabulary[p]], vocabulary[p]))
    out |= {p: vocabulary[p] for p in rest[: size - len(out)]}
    return dict(sorted(out.items(), key=lambda x: x[1]))


def pruned(original: dict[str, Any], vocabulary: dict[str, int]) -> dict[str, Any]:
    """A tokenizer.json with these pieces and numbers."""
    out = json.loads(json.dumps(original))
    out["model"]["vocab"] = vocabulary
    for token in out.get("added_tokens", []):
        token["id"] = vocabulary[token["content"]]
    for name, token in ((out.get("post_processor") or {}).get("special_tokens") or {}).items():
        token["ids"] = [vocabulary[name]]
    out["padding"] = out["truncation"] = None
    return out


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--minilm", type=Path, required=True)
    p.add_argument("--size", type=int, default=16000)
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    tokenizer = Tokenizer.from_file(str(args.minilm / "tokenizer.json"))
    vocabulary = kept(tokenizer, frequencies(args.corpora, tokenizer), args.size)
    original = json.loads((args.minilm / "tokenizer.json").read_text(encoding="utf8"))
    text = json.dumps(pruned(original, vocabulary), ensure_ascii=False, separators=(",", ":"))
    args.out.write_text(text, encoding="utf8")


if __name__ == "__main__":
    main()
