import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Series } from "./row";

/** Cost against size, both logarithmic: what is linear is a straight line that rises one step a step. */
export async function plot(series: readonly Series[]): Promise<string> {
  const values = series.flatMap(({ title, points }) => points.map((point) => ({ ...point, title })));
  const specification: TopLevelSpec = {
    $schema: "https://vega.github.io/schema/vega-lite/v5.json",
    background: "white",
    title: "CPU time against size",
    width: 560,
    height: 340,
    data: { values },
    mark: { type: "line", point: true },
    encoding: {
      x: { field: "size", type: "quantitative", scale: { type: "log" }, title: "size" },
      y: { field: "milliseconds", type: "quantitative", scale: { type: "log" }, title: "CPU time, milliseconds" },
      color: {
        field: "title",
        type: "nominal",
        title: null,
        legend: { orient: "bottom", columns: 2, labelLimit: 300 },
      },
    },
  };
  return new View(parse(compile(specification).spec), { renderer: "none" }).toSVG();
}
