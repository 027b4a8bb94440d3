"""Who: people, the ledger, mail."""
