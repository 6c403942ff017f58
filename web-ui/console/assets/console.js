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
    document.body.dispatchEvent(new CustomEvent("gatehouse:counts", { detail: counts }));
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

// What the first setting up shows of this browser: its clock, and a rough preview of the portal.
for (const place of document.querySelectorAll("[data-clock]")) {
  const tick = () => {
    const now = new Date();
    place.textContent = now.toISOString().slice(0, 19).replace("T", " ") + " UTC";
    document.querySelector("[data-now]").value = String(now.getTime());
  };
  tick();
  setInterval(tick, 1000);
}

function preview() {
  for (const place of document.querySelectorAll("[data-shows]")) {
    place.textContent = document.getElementById(place.dataset.shows).value;
  }
  for (const place of document.querySelectorAll("[data-colours]")) {
    place.style.backgroundColor = document.getElementById(place.dataset.colours).value;
  }
}
if (document.querySelector("[data-preview]")) {
  preview();
  document.addEventListener("input", preview);
}

// A picture goes with the form as text.
document.addEventListener("change", (event) => {
  const goal = event.target.dataset.base64;
  if (goal && event.target.files.length > 0) {
    const reader = new FileReader();
    reader.addEventListener("load", () => {
      document.getElementById(goal).value = reader.result.replace(/^[^,]*,/, "");
    });
    reader.readAsDataURL(event.target.files[0]);
  }
});

// So does a file that is text.
document.addEventListener("change", (event) => {
  const goal = event.target.dataset.text;
  if (goal && event.target.files.length > 0) {
    event.target.files[0].text().then((text) => { document.getElementById(goal).value = text; });
  }
});

// A button that starts long work says so and cannot be pressed twice.
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (button && button.dataset.busy && !event.defaultPrevented) {
    button.textContent = button.dataset.busy;
    setTimeout(() => { button.disabled = true; }, 0);
  }
});

// The box does not answer while it starts anew, or where the network under this browser is gone.
for (const loss of ["htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(loss, () => {
    for (const place of document.querySelectorAll("[data-lost]")) { place.hidden = false; }
  });
}
// Meanwhile the time that is left is counted here.
setInterval(() => {
  if (document.querySelector("[data-lost]:not([hidden])")) {
    for (const place of document.querySelectorAll("[data-seconds]")) {
      place.textContent = String(Math.max(0, Number(place.textContent) - 1));
    }
  }
}, 1000);
document.body.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) {
    for (const place of document.querySelectorAll("[data-lost]")) { place.hidden = true; }
  }
});

listen();
