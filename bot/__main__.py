"""`python -m bot`, which is also installed as `annals`."""

from bot.events.collecting import lasting

with lasting():
    from bot.commands import main

if __name__ == "__main__":
    main()
