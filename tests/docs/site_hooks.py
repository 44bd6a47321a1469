"""What the site does beyond its settings: pages in Vietnamese say so to browsers and readers."""

from typing import Any


def on_post_page(output: str, page: Any, config: Any) -> str:
    """Return the page with the language of its text."""
    if page.file.src_uri.startswith("vi/"):
        return output.replace('<html lang="en"', '<html lang="vi"', 1)
    return output
