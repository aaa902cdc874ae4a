"use strict";
/* What the chat page does beyond its forms: own bubbles at once, typing indicator, Enter to send, counter, sending again.
   htmx sends the forms and puts the answers into the log. Nothing is kept when the page goes. */
(() => {
  const byId = (id) => document.getElementById(id);
  const [log, scroll, typing, composer, again, counter] =
    ["log", "scroll", "typing", "composer", "again", "counter"].map(byId);
  const words = composer.elements.message;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const touch = matchMedia("(pointer: coarse)");
  const SLOW_MILLISECONDS = 5000;
  let busy = false;
  let slow = 0;
  let sent = null;

  const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  const setBusy = (now) => {
    busy = now;
    typing.hidden = !now;
    byId("slow").hidden = true;
    clearTimeout(slow);
    if (now) slow = setTimeout(() => { byId("slow").hidden = false; }, SLOW_MILLISECONDS);
    document.body.toggleAttribute("data-busy", now);
    composer.querySelector(".send").setAttribute("aria-disabled", String(now));
  };

  const show = (element) => {
    const top = element.getBoundingClientRect().top - scroll.getBoundingClientRect().top + scroll.scrollTop - 16;
    const bottom = scroll.scrollHeight - scroll.clientHeight;
    scroll.scrollTo({ top: Math.min(top, bottom), behavior: calm.matches ? "auto" : "smooth" });
  };

  const addOwn = (text) => {
    const bubble = byId("own-bubble").content.cloneNode(true);
    bubble.querySelector("p").textContent = text;
    log.append(bubble);
    show(log.lastElementChild);
  };

  const fit = () => {
    words.style.height = "auto";
    words.style.height = `${words.scrollHeight}px`;
    const left = Number(counter.dataset.limit) - words.value.length;
    counter.hidden = left > 400;
    counter.textContent = `${left} ${counter.dataset.words}`;
  };

  const clearWords = () => {
    words.value = "";
    fit();
  };

  const bringAgain = (error, message) => {
    const button = error.querySelector("[data-again]");
    if (!button) return;
    button.addEventListener("click", () => {
      if (busy) return;
      error.remove();
      for (const name of ["key", "message", "greet"]) again.elements[name].value = message[name] ?? "";
      again.requestSubmit();
    });
  };

  /* while an answer is on its way nothing else is sent; what is being written stays */
  document.addEventListener("submit", (event) => {
    if (!event.target.hasAttribute("hx-post")) return;
    if (busy || (event.target === composer && !words.value.trim())) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);

  document.body.addEventListener("htmx:configRequest", (event) => {
    const form = event.detail.elt.closest("form");
    const parameters = event.detail.parameters;
    if (!form.hasAttribute("data-keeps-key")) parameters.key = newKey();
    sent = { key: parameters.key, message: parameters.message, greet: parameters.greet };
  });

  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.detail.elt.closest("form");
    const button = event.detail.requestConfig.triggeringEvent?.submitter;
    setBusy(true);
    if (form === composer) {
      addOwn(words.value.trim());
      clearWords();
    } else if (button?.hasAttribute("data-quiet")) {
      for (const thumb of button.parentElement.children) thumb.setAttribute("aria-pressed", String(thumb === button));
    } else if (button && !form.hasAttribute("data-silent")) {
      addOwn(button.textContent.trim());
    }
    if (!form.hasAttribute("data-silent")) scroll.scrollTo({ top: scroll.scrollHeight, behavior: calm.matches ? "auto" : "smooth" });
  });

  const settle = (event) => {
    setBusy(false);
    const answers = [...log.querySelectorAll("[data-turn]:not([data-seen])")];
    for (const answer of answers) {
      answer.setAttribute("data-seen", "");
      if (answer.hasAttribute("data-error")) bringAgain(answer, sent);
    }
    if (answers.length && !event.detail.elt.matches("#greeting")) show(answers[0]);
    if (!touch.matches || document.activeElement === words) words.focus({ preventScroll: true });
  };
  document.body.addEventListener("htmx:afterRequest", settle);
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.body.addEventListener(name, (event) => {
      log.append(byId("lost").content.cloneNode(true));
      settle(event);
    });
  }

  words.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    composer.requestSubmit();
  });
  words.addEventListener("input", fit);

  for (const form of document.querySelectorAll("form[data-opens]")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      form.closest("details").open = false;
      byId(form.dataset.opens).showModal();
    });
  }
  for (const button of document.querySelectorAll("[data-closes]")) {
    button.addEventListener("click", (event) => {
      const dialog = button.closest("dialog");
      if (!dialog) return;
      event.preventDefault();
      dialog.close();
      words.focus();
    });
  }

  const menu = document.querySelector("details.menu");
  document.addEventListener("click", (event) => {
    if (menu?.open && !menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu?.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  words.focus({ preventScroll: true });
  scroll.scrollTop = scroll.scrollHeight;
})();
