"""Sentences a second of the sentence encoder: the original in Python and ours, on this machine in one run, with the same number of threads.

    RASHOMON_ENCODER=DIR python3 benches/encoder.py [THREADS]

Skips with a line where torch and sentence-transformers are not installed, or no folder is named.
"""
import os
import subprocess
import sys
import tempfile
import time

folder = os.environ.get("RASHOMON_ENCODER")
threads = sys.argv[1] if len(sys.argv) > 1 else "1"
if not folder:
    sys.exit("skipped: RASHOMON_ENCODER names no folder")
try:
    import torch
    from sentence_transformers import SentenceTransformer
except ImportError as error:
    print(f"skipped: {error}")
    sys.exit(0)

root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
profile = os.environ.get("PROFILE", "bench")
with tempfile.NamedTemporaryFile(suffix=".txt") as file:
    command = ["cargo", "bench", "--quiet", "--locked", "--profile", profile, "--bench", "encoder", "--", f"sentences={file.name}"]
    subprocess.run(command, cwd=root, check=True, env={**os.environ, "RAYON_NUM_THREADS": threads})
    sentences = open(file.name, encoding="utf-8").read().split("\n")
torch.set_num_threads(int(threads))
model = SentenceTransformer(folder, device="cpu")
model.encode(sentences[:32])
start = time.perf_counter()
model.encode(sentences, batch_size=32)
seconds = time.perf_counter() - start
print(f"original (torch {torch.__version__}): {len(sentences)} sentences, {seconds:.2f} s, {len(sentences) / seconds:.1f} sentences/s, {threads} thread(s)")
