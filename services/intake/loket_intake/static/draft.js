// The form of a step works without this; it saves what is typed while somebody types and before they leave.
{
  const PAUSE = 1500, LEAST = 5000, MINUTE = 60000, PATIENCE = 4000;
  const LARGEST_ON_LEAVING = 60000; // bytes; browsers hold requests that outlive a page to 64 KiB in all

  const form = document.querySelector("form[data-kept-while-typing]");
  if (form) keep(form, document.querySelector("[data-saved]"));

  function keep(form, status) {
    let typed = 0, saved = 0, timer = null, quietUntil = 0, saving = null, warned = false, sent = false;

    const changed = () => typed > saved;
    const tell = (text) => { if (text && status.textContent !== text) status.textContent = text; };

    function fields() {
      form.elements._turn.value = Date.now();
      const fields = new FormData(form);
      fields.delete("_go");
      fields.append("_go", "stay");
      return fields;
    }

    function size(fields) {
      let bytes = 0;
      for (const [name, value] of fields) bytes += 150 + name.length + new Blob([value]).size;
      return bytes;
    }

    async function send(leaving) {
      const upTo = typed, body = fields();
      quietUntil = Date.now() + LEAST;
      try {
        const answer = await fetch(form.action, {
          method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual",
          keepalive: leaving && size(body) < LARGEST_ON_LEAVING,
        });
        if (answer.ok) {
          saved = Math.max(saved, upTo);
          warned = false;
          tell((await answer.json()).text);
          return true;
        }
        if (answer.status === 409) {
          quietUntil = Infinity;
          tell((await answer.json()).text);
        } else if (answer.status === 401 || answer.type === "opaqueredirect") {
          quietUntil = Infinity;
          tell(status.dataset.away);
        } else if (answer.status === 429) {
          quietUntil = Date.now() + MINUTE;
          tell(status.dataset.often);
        } else {
          tell(answer.status === 413 ? status.dataset.large : status.dataset.failed);
        }
      } catch {
        tell(status.dataset.failed);
      }
      return false;
    }

    // One at a time, so that an older text never comes after a newer one.
    async function save() {
      while (saving) await saving;
      if (!changed()) return true;
      saving = send(false);
      const done = await saving;
      saving = null;
      if (changed()) later();
      return done;
    }

    function later() {
      clearTimeout(timer);
      const wait = Math.max(PAUSE, quietUntil - Date.now());
      if (wait < Infinity) timer = setTimeout(save, wait);
    }

    function onTyping(event) {
      if (event.target.form !== form) return;
      typed += 1;
      later();
    }

    // Somebody who leaves by a link or another form goes on once the text is saved. If saving fails, the page says so
    // once, and the next try leaves whether it saves or not.
    async function beforeLeaving(go) {
      const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE, false));
      if (await Promise.race([save(), patience]) || warned) {
        sent = true;
        go();
      } else {
        warned = true;
        status.scrollIntoView({ block: "nearest" });
      }
    }

    document.addEventListener("input", onTyping);
    document.addEventListener("change", onTyping);
    document.addEventListener("click", (event) => {
      const link = event.target.closest?.("a[href]");
      if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const elsewhere = link.target || link.protocol !== location.protocol && !link.protocol.startsWith("http");
      const withinPage = link.getAttribute("href").startsWith("#");
      if (elsewhere || withinPage || !changed()) return;
      event.preventDefault();
      beforeLeaving(() => { location.href = link.href; });
    });
    document.addEventListener("submit", (event) => {
      const other = event.target;
      if (other === form) {
        clearTimeout(timer);
        form.elements._turn.value = Date.now();
        saved = typed;
        sent = true;
      } else if (changed() && !sent) {
        event.preventDefault();
        beforeLeaving(() => other.requestSubmit(event.submitter));
      }
    });
    const onLeaving = () => { if (changed() && !sent) { clearTimeout(timer); send(true); } };
    addEventListener("pagehide", onLeaving);
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") onLeaving(); });
    addEventListener("pageshow", () => { sent = false; });
  }
}
