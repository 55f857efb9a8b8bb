// Pages work without this; it only spares somebody a search for what went wrong, and a text that was not sent.
document.querySelector("[data-focus]")?.focus();

const acts = document.querySelector("form[data-unsent]");
let sent = false;
// A form of many acts has no act for this key; without scripts browsers press its first button, which does none.
acts?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("input")) event.preventDefault();
});
acts?.addEventListener("submit", () => { sent = true; });
window.addEventListener("pageshow", () => { sent = false; });
window.addEventListener("beforeunload", (event) => {
  const typed = [...(acts?.querySelectorAll("textarea") ?? [])].some((field) => field.value !== field.defaultValue);
  if (typed && !sent) event.preventDefault();
});
