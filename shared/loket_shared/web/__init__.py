"""The parts that all pages share: layout, components, two languages, forms, sign-in and static files."""
