"""From an article to a post that reads back and builds."""
