"""A bare python-telegram-bot echo bot: the peer that the bot is measured against."""

import os
import sys

from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

SECRET = "a-secret-of-these-benchmarks"


async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Send a text back."""
    if update.message and update.message.text:
        await update.message.reply_text(update.message.text)


if __name__ == "__main__":
    application = (
        ApplicationBuilder()
        .token(os.environ["TELEGRAM_BOT_TOKEN"])
        .base_url(os.environ["TELEGRAM_API_BASE_URL"])
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    if len(sys.argv) > 1:  # The port that Telegram posts to.
        application.run_webhook(
            "127.0.0.1",
            int(sys.argv[1]),
            secret_token=SECRET,
            webhook_url=f"http://127.0.0.1:{sys.argv[1]}/",
        )
    else:
        application.run_polling()
