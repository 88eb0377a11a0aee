"""The nouns: page, source, link, extraction, article, post, record. They import nothing of ours."""
