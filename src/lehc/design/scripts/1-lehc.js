document.body.classList.add("js-enabled", "nhsuk-frontend-supported");
initAll();
document.addEventListener("htmx:load", (event) => {
  if (event.detail.elt !== document.body) initAll({ scope: event.detail.elt });
});
// Without a connection a browser would put its own page over what somebody typed.
document.addEventListener("submit", (event) => {
  const line = event.target.querySelector("[data-offline]");
  if (!line) return;
  line.hidden = navigator.onLine;
  if (!navigator.onLine) event.preventDefault();
});
