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

  function start(root) {
    charts(root); once(root); toasts(root); printing(root); fill(root);
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

  // What the server refuses is shown too, not swallowed.
  document.addEventListener("htmx:beforeSwap", function (event) {
    var status = event.detail.xhr.status;
    if (status === 422 || status === 409) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
  document.addEventListener("htmx:load", function (event) { if (event.target !== document.body) { start(event.target); } });

  start(document);
})();
