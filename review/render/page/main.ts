/// <reference lib="dom" />
import { h, render } from "preact";
import { reportDocument } from "../../report/document/report-document";
import { App } from "./app";
import { unpacked } from "./unpacked";

const root = document.getElementById("app");
if (root) {
  unpacked(document.getElementById("report")?.textContent ?? "")
    .then((report) => render(h(App, { sections: reportDocument(report) }), root))
    .catch(() => {
      root.textContent =
        "This page cannot be shown: the browser cannot unpack its data, or it is cut short. Use a newer browser, or --format markdown.";
    });
}
