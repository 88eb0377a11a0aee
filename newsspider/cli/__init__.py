"""The commands: one file each, imported when it is asked for. Only this room prints."""
