"""What every page needs: rendering, forms, errors, security, assets."""
