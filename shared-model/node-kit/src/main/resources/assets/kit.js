// The little that pages need beside htmx and Tabler: no inline script anywhere, nothing evaluated.
(function () {
  "use strict";
  var self = document.currentScript;

  function each(root, selector, action) {
    Array.prototype.forEach.call(root.querySelectorAll(selector), action);
  }

  // Charts: options are JSON in data-chart; the library is fetched only where a chart stands.
  var library = null;
  function charts(root) {
    var places = root.querySelectorAll("[data-chart]:not([data-drawn])");
    if (places.length === 0) { return; }
    if (library === null) {
      library = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = self.dataset.charts;
        script.onload = resolve;
        script.onerror = reject;
        document.head.appendChild(script);
      });
    }
    library.then(function () {
      Array.prototype.forEach.call(places, function (place) {
        place.setAttribute("data-drawn", "");
        var chart = window.echarts.init(place, null, { renderer: "canvas" });
        var options = JSON.parse(place.dataset.chart);
        if (options.tooltip) { options.tooltip.renderMode = "richText"; }
        chart.setOption(options);
        window.addEventListener("resize", function () { chart.resize(); });
      });
    });
  }

  // A form is sent once: its button rests until the answer is there.
  function once(root) {
    each(root, "form[data-once]", function (form) {
      form.addEventListener("submit", function () {
        setTimeout(function () {
          each(form, "button[type=submit]", function (button) {
            button.disabled = true;
            button.classList.add("btn-loading");
          });
        }, 0);
      });
    });
  }
  // Coming back through the history must not find the buttons still resting.
  window.addEventListener("pageshow", function () {
    each(document, ".btn-loading", function (button) {
      button.disabled = false;
      button.classList.remove("btn-loading");
    });
  });

  function toasts(root) {
    each(root, "[data-toast]", function (toast) {
      setTimeout(function () { toast.classList.remove("show"); }, 6000);
    });
    each(root, "[data-toast-close]", function (button) {
      button.addEventListener("click", function () {
        button.closest("[data-toast]").classList.remove("show");
      });
    });
  }

  function printing(root) {
    each(root, "[data-print]", function (button) {
      button.addEventListener("click", function () {
        document.body.dataset.paper = button.dataset.print || "a4";
        window.print();
      });
    });
  }

  // A row that says where it leads is clicked anywhere; buttons that fill a field do so.
  function fill(root) {
    each(root, "[data-fill]", function (button) {
      button.addEventListener("click", function () {
        var field = document.getElementById(button.dataset.fill);
        field.value = button.dataset.value;
        field.focus();
      });
    });
  }

  // A sheet is a table of fields. A row is sent when it is left, many at once when they are pasted;
  // the answer brings each row back as the server keeps it, with the mistakes of each cell.
  function sheets(root) {
    each(root, "[data-sheet]", function (sheet) {
      var body = sheet.querySelector("[data-sheet-rows]");
      var fresh = sheet.querySelector("[data-sheet-new]");
      var status = sheet.querySelector("[data-sheet-status]");
      var made = 0;
      var busy = false;

      function rows() { return Array.prototype.slice.call(body.querySelectorAll("[data-row]")); }
      function cells(row) { return Array.prototype.slice.call(row.querySelectorAll("[data-cell]")); }
      function rowOf(element) { return element.closest ? element.closest("[data-row]") : null; }
      function say(what, wrong) {
        status.textContent = what ? sheet.dataset[what] : "";
        status.classList.toggle("text-danger", Boolean(wrong));
      }
      function touch(row) {
        row.dataset.doing = row.dataset.doing || "put";
        row.dataset.edits = Number(row.dataset.edits || 0) + 1;
      }
      function add(after) {
        var row = fresh.content.querySelector("[data-row]").cloneNode(true);
        row.dataset.row = "n" + (++made);
        body.insertBefore(row, after ? after.nextSibling : null);
        return row;
      }
      function set(cell, text) {
        if (cell.tagName !== "SELECT") { cell.value = text; return; }
        each(cell, "option", function (option) {
          if (option.value === text || option.textContent.trim().toLowerCase() === text.toLowerCase()) {
            cell.value = option.value;
          }
        });
      }
      function isEmpty(row) {
        return row.dataset.original === "" && cells(row).every(function (cell) { return cell.value === ""; });
      }
      function waiting(all) {
        return rows().filter(function (row) {
          return row.dataset.doing && !isEmpty(row) && (all || !row.contains(document.activeElement));
        });
      }
      function send(all) {
        var sent = waiting(all);
        if (busy || sent.length === 0) { return; }
        busy = true;
        say("saving");
        var edits = {};
        var data = new FormData();
        data.append("_csrf", sheet.dataset.csrf);
        data.append("rows", new Blob([JSON.stringify(sent.slice(0, 2000).map(function (row) {
          var values = {};
          cells(row).forEach(function (cell) { if (cell.value !== "") { values[cell.dataset.cell] = cell.value; } });
          edits[row.dataset.row] = row.dataset.edits;
          return { place: row.dataset.row, doing: row.dataset.doing, original: row.dataset.original, values: values };
        }))], { type: "application/json" }), "rows.json");
        fetch(sheet.dataset.sheet, { method: "POST", body: data, credentials: "same-origin" })
          .then(function (answer) {
            if (!answer.ok) { throw new Error(String(answer.status)); }
            return answer.text();
          })
          .then(function (text) {
            take(new DOMParser().parseFromString(text, "text/html"), edits);
            busy = false;
            send(false);
          })
          .catch(function () { busy = false; say("lost", true); });
      }
      // What was changed again meanwhile stays as it is typed, and is sent again.
      function take(answer, edits) {
        each(answer, "[data-row]", function (row) {
          var old = body.querySelector("[data-row='" + row.dataset.row + "']");
          if (!old) { return; }
          if (old.dataset.edits !== edits[row.dataset.row]) {
            old.dataset.original = row.dataset.original;
            return;
          }
          var at = cells(old).indexOf(document.activeElement);
          old.replaceWith(row);
          if (at >= 0 && cells(row)[at]) { cells(row)[at].focus(); }
        });
        each(answer, "[data-gone]", function (gone) {
          var old = body.querySelector("[data-row='" + gone.dataset.gone + "']");
          if (old) { old.remove(); }
        });
        var counts = answer.querySelector("[data-sheet-counts]");
        if (counts) { sheet.querySelector("[data-sheet-counts]").replaceWith(counts); }
        var wrong = body.querySelector(".is-invalid") !== null;
        say(wrong ? "wrong" : "saved", wrong);
      }
      function move(cell, by) {
        var row = rowOf(cell);
        var all = rows();
        var index = cells(row).indexOf(cell);
        var next = all[all.indexOf(row) + by];
        if (!next && by > 0 && !isEmpty(row)) { next = add(row); }
        if (next && cells(next)[index]) {
          cells(next)[index].focus();
          if (cells(next)[index].select) { cells(next)[index].select(); }
        }
      }
      function paste(cell, text) {
        var lines = text.replace(/\r/g, "").replace(/\n+$/, "").split("\n").map(function (line) { return line.split("\t"); });
        var names = cells(rowOf(cell)).map(function (each) { return each.dataset.cell; });
        var from = names.indexOf(cell.dataset.cell);
        var columns = names.slice(from);
        if (lines[0].every(function (name) { return names.indexOf(name.trim()) >= 0; })) {
          columns = lines.shift().map(function (name) { return name.trim(); });
        }
        var row = rowOf(cell);
        lines.forEach(function (line, index) {
          if (index > 0) {
            var all = rows();
            row = all[all.indexOf(row) + 1] || add(row);
          }
          line.forEach(function (value, place) {
            var target = columns[place] && row.querySelector("[data-cell='" + columns[place] + "']");
            if (target && !target.disabled) { set(target, value.trim()); }
          });
          touch(row);
        });
        send(true);
      }
      body.addEventListener("input", function (event) {
        event.target.classList.remove("is-invalid");
        touch(rowOf(event.target));
      });
      body.addEventListener("focusout", function (event) {
        var row = rowOf(event.target);
        if (row && !row.contains(event.relatedTarget)) { setTimeout(function () { send(false); }, 0); }
      });
      body.addEventListener("keydown", function (event) {
        var cell = event.target;
        if (!cell.dataset.cell || event.ctrlKey || event.altKey || event.metaKey) { return; }
        var isField = cell.tagName === "INPUT";
        var isList = isField && cell.list !== null;
        if (event.key === "Enter") {
          event.preventDefault();
          move(cell, event.shiftKey ? -1 : 1);
        } else if (isField && !isList && event.key === "ArrowDown") {
          event.preventDefault();
          move(cell, 1);
        } else if (isField && !isList && event.key === "ArrowUp") {
          event.preventDefault();
          move(cell, -1);
        } else if (isField && event.key === "Escape") {
          cell.value = cell.defaultValue;
        }
      });
      body.addEventListener("paste", function (event) {
        var text = event.clipboardData.getData("text/plain");
        if (event.target.dataset.cell && /[\t\n]/.test(text.trim())) {
          event.preventDefault();
          paste(event.target, text);
        }
      });
      sheet.addEventListener("click", function (event) {
        var button = event.target.closest("[data-sheet-do], [data-sheet-add]");
        if (!button) { return; }
        var row = rowOf(button);
        if (!row) {
          cells(add(null))[0].focus();
        } else if (button.dataset.sheetDo === "copy") {
          var copy = add(row);
          cells(row).forEach(function (cell, index) { cells(copy)[index].value = cell.value; });
          touch(copy);
          cells(copy)[0].focus();
          cells(copy)[0].select();
        } else if (row.dataset.original === "") {
          row.remove();
        } else {
          row.dataset.doing = button.dataset.sheetDo;
          touch(row);
          send(true);
        }
      });
      window.addEventListener("beforeunload", function (event) {
        if (waiting(true).length > 0) { send(true); event.preventDefault(); }
      });
    });
  }

  function start(root) {
    sheets(root); charts(root); once(root); toasts(root); printing(root); fill(root);
  }

  document.addEventListener("keydown", function (event) {
    var target = event.target;
    var typing = target.matches("input, textarea, select, [contenteditable]");
    if (event.ctrlKey && event.key === "Enter" && target.form) {
      target.form.requestSubmit();
    } else if (event.altKey && !event.ctrlKey && event.code >= "Digit1" && event.code <= "Digit9") {
      var entry = document.querySelectorAll("[data-shortcut=menu]")[Number(event.code.slice(5)) - 1];
      if (entry) { event.preventDefault(); entry.click(); }
    } else if (!typing && event.key === "/") {
      var search = document.querySelector("[data-search]");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    } else if (!typing && event.key === "?") {
      var help = document.querySelector("[data-bs-target='#help']");
      if (help) { help.click(); }
    }
  });

  // Which parts of the menu are folded is a habit of whoever sits here. Where the present page is, stays open.
  var habits = {};
  try { habits = JSON.parse(localStorage.getItem("sbms.menu") || "{}"); } catch (broken) { habits = {}; }
  document.querySelectorAll("[data-menu-group]").forEach(function (group) {
    var name = group.getAttribute("data-menu-group");
    if (name in habits && !group.querySelector(".active")) { group.open = habits[name]; }
    group.addEventListener("toggle", function () {
      habits[name] = group.open;
      try { localStorage.setItem("sbms.menu", JSON.stringify(habits)); } catch (full) { /* only a habit */ }
    });
  });

  // What the server refuses is shown too, not swallowed.
  document.addEventListener("htmx:beforeSwap", function (event) {
    var status = event.detail.xhr.status;
    if (status === 422 || status === 409) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
  document.addEventListener("htmx:load", function (event) { if (event.target !== document.body) { start(event.target); } });

  start(document);
})();
