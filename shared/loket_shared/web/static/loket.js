// Pages work without this; it only spares somebody a search for what went wrong.
document.querySelector("[data-focus]")?.focus();
