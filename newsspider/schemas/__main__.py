"""Write the schemas: ``python -m newsspider.schemas docs/schema``."""

import sys
from pathlib import Path

from newsspider import schemas

if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas.written().items():
        (folder / name).write_text(text, encoding="utf-8")
