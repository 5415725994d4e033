/// <reference lib="dom" />
import { h, render } from "preact";
import { reportDocument } from "../../report/document/report-document";
import type { Report } from "../../report/report";
import { App } from "./app";

const report: Report = JSON.parse(document.getElementById("report")?.textContent ?? "");
const root = document.getElementById("app");
if (root) render(h(App, { sections: reportDocument(report) }), root);
