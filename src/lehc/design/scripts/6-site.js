// A film plays on the page only when somebody asks: until then nothing is fetched.
document.querySelectorAll("[data-player]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.className = "lehc-film__frame";
    frame.title = button.dataset.title;
    frame.allow = "fullscreen; picture-in-picture";
    frame.allowFullscreen = true;
    // Players refuse to play for a page that does not say which site it is of.
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    frame.src = button.dataset.player;
    button.replaceWith(frame);
    frame.focus();
  });
});
