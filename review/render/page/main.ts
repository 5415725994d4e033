/// <reference lib="dom" />
import { h, render } from "preact";
import { reportDocument } from "../../report/document/report-document";
import { App } from "./app";
import { unpacked } from "./unpacked";

const root = document.getElementById("app");
if (root) {
  unpacked(document.getElementById("report")?.textContent ?? "").then((report) =>
    render(h(App, { sections: reportDocument(report) }), root),
  );
}
