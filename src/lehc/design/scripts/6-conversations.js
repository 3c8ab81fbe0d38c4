document.addEventListener("keydown", (event) => {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey) return;
  const card = event.target.closest?.("[data-vote-card]");
  card?.querySelector(`[data-vote-key="${CSS.escape(event.key)}"]`)?.click();
});
const showVoteTrouble = (event, isThere) => {
  const line = event.target.querySelector?.("[data-vote-trouble]");
  if (line) line.hidden = !isThere;
};
document.addEventListener("htmx:beforeRequest", (event) => showVoteTrouble(event, false));
for (const name of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(name, (event) => showVoteTrouble(event, true));
}
