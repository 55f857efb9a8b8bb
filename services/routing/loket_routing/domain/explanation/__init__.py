"""Why a question goes where it goes, in sentences for the one who reads them."""
