"""The daily *on this day* post."""
