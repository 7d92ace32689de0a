"""What every page stands on: guards, one commit per request, forms, headers, errors, languages."""
