package io.github.cacheconsistency.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plot as SVG. The output is deterministic. */
final class Svg {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 360;
    private static final int LEFT = 60;
    private static final int RIGHT = 560;
    private static final int TOP = 40;
    private static final int BOTTOM = 310;
    private static final int LINES_OF_THE_SCALE = 4;
    private static final int LEGEND_LINE = 20;

    /** The palette of Okabe and Ito, which is readable with colour vision deficiency. */
    private static final List<String> COLOURS = List.of(
            "#000000", "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f", "#8c564b",
            "#b8a000");

    private final Plot plot;
    private final double top;
    private final StringBuilder svg = new StringBuilder();

    private Svg(Plot plot) {
        this.plot = plot;
        this.top = round(plot.highest());
    }

    static String of(Plot plot) {
        Svg svg = new Svg(plot);
        svg.frame();
        int index = 0;
        for (Map.Entry<String, List<Double>> line : plot.lines().entrySet()) {
            svg.line(index++, line.getKey(), line.getValue());
        }
        return svg.svg.append("</svg>\n").toString();
    }

    /** Rounds up to the next of 1, 2, 4, 10, 20... */
    private static double round(double highest) {
        double unit = Math.pow(10, Math.floor(Math.log10(Math.max(highest, .001))));
        for (double step : new double[] {1, 2, 4}) {
            if (highest <= step * unit) {
                return step * unit;
            }
        }
        return 10 * unit;
    }

    private void frame() {
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n",
                WIDTH,
                HEIGHT));
        text(LEFT, TOP - 18, "start", plot.title());
        for (int line = 0; line <= LINES_OF_THE_SCALE; line++) {
            double value = top * line / LINES_OF_THE_SCALE;
            svg.append(String.format(
                    Locale.ROOT, "<path d=\"M%d %.1fH%d\" stroke=\"#dddddd\"/>%n", LEFT, y(value), RIGHT));
            text(LEFT - 6, y(value) + 4, "end", label(value));
        }
        for (int step = 0; step < plot.steps().size(); step++) {
            text(x(step), BOTTOM + 20, "middle", plot.steps().get(step));
        }
    }

    private void line(int index, String name, List<Double> values) {
        String colour = COLOURS.get(index % COLOURS.size());
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (int step = 0; step < values.size(); step++) {
            double value = values.get(step);
            if (Double.isFinite(value)) {
                path.append(String.format(Locale.ROOT, "%s%.1f %.1f", drawing ? "L" : "M", x(step), y(value)));
            }
            drawing = Double.isFinite(value);
        }
        svg.append("<path d=\"").append(path).append("\" fill=\"none\" stroke-width=\"2\" stroke=\"");
        svg.append(colour).append("\"/>\n");
        double height = TOP + (double) LEGEND_LINE * index;
        svg.append(String.format(
                Locale.ROOT,
                "<path d=\"M%d %.1fh18\" stroke-width=\"2\" stroke=\"%s\"/>%n",
                RIGHT + 20,
                height - 4,
                colour));
        text(RIGHT + 44, height, "start", name);
    }

    private double x(int step) {
        return LEFT + (RIGHT - LEFT) * (step + .5) / plot.steps().size();
    }

    private double y(double value) {
        return BOTTOM - (BOTTOM - TOP) * value / top;
    }

    private static String label(double value) {
        return value >= 100
                ? Text.count(value)
                : String.format(Locale.ROOT, "%.4g", value).replaceAll("\\.?0+$", "");
    }

    private void text(double x, double y, String anchor, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                words.replace("&", "&amp;").replace("<", "&lt;")));
    }
}
