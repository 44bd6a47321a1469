// An answer that says no takes the place of the page's content, instead of being dropped.
document.addEventListener("htmx:responseError", (event) => {
  const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  const told = answer.getElementById("main");
  const target = document.getElementById("upload-answer") || document.getElementById("main");
  if (told && target) {
    target.replaceChildren(...told.childNodes);
    target.scrollIntoView({ block: "nearest" });
  }
});
