"""Size of the image cache for a sample: originals beside what `assets = "mirror"` keeps.

    python benchmarks/images.py [PICTURES]

PICTURES are generated with a fixed seed, as news sites send them: photos of 700 to 3000 pixels
(JPEG, some as WebP, with a camera's metadata), and drawings in few colours (PNG). Posts use each
one to six times, every third also under a second address. The figures are the bytes and files
with one copy for every use, for every address, and as mirrored, and the time for a picture.
"""

import io
import random
import sys
import time

from PIL import Image, ImageFilter

from newsspider import assets
from newsspider.imaging import Picture, redraw

SIZES = ((700, 467), (1080, 720), (1280, 853), (1920, 1280), (3000, 2000))
WIDTHS = ((), (480,), (480, 960))


def photo(chance: random.Random, kind: str) -> bytes:
    """Return soft shapes with a sensor's noise: it compresses as a photo does."""
    size = chance.choice(SIZES)
    shapes = Image.frombytes("RGB", (24, 16), chance.randbytes(24 * 16 * 3)).resize(size)
    noise = Image.frombytes("L", size, chance.randbytes(size[0] * size[1]))
    grain = noise.filter(ImageFilter.GaussianBlur(1.2)).convert("RGB")
    image = Image.blend(shapes, grain, 0.25)
    exif = Image.Exif()
    exif[0x010F] = "camera " * 2000
    written = io.BytesIO()
    image.save(written, kind, quality=90, **({"exif": exif} if kind == "JPEG" else {}))
    return written.getvalue()


def chart(chance: random.Random) -> bytes:
    """Return a drawing of bars in few colours."""
    image = Image.new("RGB", (900, 600), "white")
    for x in range(20, 880, 30):
        height = chance.randrange(50, 550)
        image.paste(chance.choice(("teal", "navy", "tomato")), (x, 600 - height, x + 20, 600))
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    chance = random.Random(7)
    kinds = ["JPEG", "JPEG", "JPEG", "WEBP", "PNG"]
    originals = [
        chart(chance) if kind == "PNG" else photo(chance, kind)
        for kind in (kinds[number % 5] for number in range(count))
    ]
    uses = [chance.randint(1, 6) for _ in originals]
    addresses = [1 + (number % 3 == 0 and uses[number] > 1) for number in range(count)]
    for name, times in (("a copy for every use", uses), ("for every address", addresses)):
        size = sum(len(each) * often for each, often in zip(originals, times, strict=True))
        print(f"{name:28} {sum(times):5} files {size / 1e6:8.2f} MB")
    for widths in WIDTHS:
        start = time.perf_counter()
        kept: dict[str, int] = {}
        for original, often in zip(originals, addresses, strict=True):
            for _ in range(often):  # each address is fetched and drawn by itself
                made = redraw(original, widths)
                assert isinstance(made, Picture), made
                kept |= {file.path: len(file.content) for file in assets.files(made, "a")}
        spent = (time.perf_counter() - start) / sum(addresses)
        name = "mirrored" + (f", widths {list(widths)}" if widths else "")
        print(
            f"{name:28} {len(kept):5} files {sum(kept.values()) / 1e6:8.2f} MB"
            f"  {spent * 1e3:.0f} ms a fetch"
        )


if __name__ == "__main__":
    main()
