"""What a keeper of packs works with: import, check, try, schema, export."""
