// Small things that htmx does not do by itself. No page needs this file to work.
"use strict";

// Live events: a session was opened, changed or ended, and the counts every 2 s.
function listen() {
  if (!document.querySelector("[data-live]")) {
    return;
  }
  const events = new EventSource("/api/v1/events");
  const dot = document.querySelector("[data-live]");
  events.addEventListener("open", () => dot.classList.add("on"));
  events.addEventListener("error", () => dot.classList.remove("on"));
  events.addEventListener("session", () => {
    document.body.dispatchEvent(new CustomEvent("gatehouse:session"));
  });
  events.addEventListener("counts", (event) => {
    const counts = JSON.parse(event.data);
    for (const place of document.querySelectorAll("[data-count]")) {
      place.textContent = counts[place.dataset.count];
    }
  });
  window.addEventListener("pagehide", () => events.close());
}

// Questions before what cannot be undone.
document.addEventListener("submit", (event) => {
  const question = event.target.dataset.confirm;
  if (question && !window.confirm(question)) {
    event.preventDefault();
  }
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) {
    window.print();
  }
});

// Filters apply as soon as they are chosen.
document.addEventListener("change", (event) => {
  if (event.target.closest("[data-auto]")) {
    event.target.form.requestSubmit();
  }
});

listen();
