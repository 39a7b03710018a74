"""What finding quotes and speakers costs beside bare model inference: python -m benchmarks.extraction [--count 60]

One process, one thread. Both are timed article by article in the same run, and only their ratio means something on
another machine. Also: words a second, seconds from a cold start to the first article, peak memory.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time

from benchmarks.articles import articles

COLD = "import builder; builder.extract('“We go,” Ann Lee said.')"


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--count", type=int, default=60, help="articles of 800 words")
    args = p.parse_args()
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", COLD], check=True)
    cold = time.perf_counter() - begin
    texts = [str(article["text"]) for article in articles(args.count)]
    bare, whole, labels = seconds(texts)
    words = sum(len(text.split()) for text in texts)
    print(f"{args.count} articles, {words} words; CPU seconds in one process with one thread")
    print(f"  bare inference of the tagger   {bare:6.2f} s  {words / bare:8.0f} words/s")
    print(f"  quotes and speakers            {whole:6.2f} s  {words / whole:8.0f} words/s  {whole / bare:5.2f} x bare")
    print(
        f"  with all labels                {labels:6.2f} s  {words / labels:8.0f} words/s  {labels / bare:5.2f} x bare"
    )
    print(f"  cold start to the first quote  {cold:6.2f} s on the wall")
    print(f"  peak memory                    {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MB")


def seconds(texts: list[str]) -> tuple[float, float, float]:
    """CPU seconds of inference alone, of quotes with speakers, and of everything; each after a warm-up."""
    from builder import attribution, pipeline, speakers
    from builder.attribution import blocks, marks, tagger
    from builder.model import encoder
    from builder.model.tokens import encode
    from builder.records import Article, Source

    made = [Article("0" * 32, text, Source("", None, "text", "0" * 64), language="en") for text in texts]
    docs = []
    for one in made:
        paragraphs = blocks.of(one)
        quoted = [span for quotation in marks.quotations(one.text, paragraphs) for span in quotation.spans]
        docs.append(encode(one.text, paragraphs, quoted, encoder.pieces()))
    pipeline.process(made[0])
    spent = [0.0, 0.0, 0.0]
    for one, doc in zip(made, docs, strict=True):
        clock = time.process_time()
        tagger.log_probabilities(doc)
        spent[0] += time.process_time() - clock
        clock = time.process_time()
        found, _ = attribution.attribute(one)
        speakers.resolve(one, found, speakers.entities(one))
        spent[1] += time.process_time() - clock
        clock = time.process_time()
        pipeline.process(one)
        spent[2] += time.process_time() - clock
    return spent[0], spent[1], spent[2]


if __name__ == "__main__":
    main()
