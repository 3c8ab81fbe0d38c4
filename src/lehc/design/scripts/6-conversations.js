document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const card = event.target.closest?.("[data-vote-card]");
  card?.querySelector(`[data-vote-key="${CSS.escape(event.key)}"]`)?.click();
});
