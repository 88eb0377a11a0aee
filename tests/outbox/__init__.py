"""The outbox: real files, links planted, disks full, processes killed."""
