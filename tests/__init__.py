"""The specification of Annals."""
