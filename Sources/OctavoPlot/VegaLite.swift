import OctavoSource
package import OctavoTable

/// A figure as a Vega-Lite specification (version 5), with its data inside: for front-ends that draw it themselves.
package enum VegaLite {
    /// A record, to be written as JSON.
    package static func specification(_ figure: Figure) -> Datum {
        var fields: [(String, Datum)] = [
            ("$schema", .text("https://vega.github.io/schema/vega-lite/v5.json")), ("title", title(figure)),
            ("description", .text(figure.summary)), ("width", .int(560)), ("height", height(figure)),
            ("data", record([("values", .list(rows(figure)))])),
        ]
        switch figure.marks {
        case .bars(let bars):
            fields.append(("mark", mark("bar", figure)))
            fields.append(("encoding", record(encoding(bars, figure))))
        case .lines(let series):
            let isShort = series.joined().reduce(0) { $0 + $1.count } <= 80
            fields.append(("mark", mark("line", figure, [("point", .bool(isShort))])))
            fields.append(("encoding", record(position(figure) + color(figure) + [("detail", field("run", "nominal", nil))])))
        case .points:
            fields.append(("mark", mark("point", figure, [("filled", .bool(true))])))
            fields.append(("encoding", record(position(figure) + color(figure))))
        case .cells:
            fields.append(("mark", .text("rect")))
            fields.append(("encoding", record(cellEncoding(figure) + color(figure))))
        case .boxes: fields.append(("layer", .list(boxLayers(figure))))
        }
        return record(fields)
    }

    /// Where no column colours the marks they have the palette's first colour.
    private static func mark(_ type: String, _ figure: Figure, _ more: [(String, Datum)] = []) -> Datum {
        var fields: [(String, Datum)] = [("type", .text(type)), ("tooltip", .bool(true))] + more
        if case .none = figure.legend { fields.append(("color", .text(Palette.series[0].light))) }
        return record(fields)
    }

    private static func title(_ figure: Figure) -> Datum {
        if figure.notes.isEmpty { return .text(figure.title) }
        return record([("text", .text(figure.title)), ("subtitle", .list(figure.notes.map { .text($0) }))])
    }

    /// Categories below one another need room each.
    private static func height(_ figure: Figure) -> Datum {
        figure.y.scale.categories == nil ? .int(300) : record([("step", .int(22)), ("for", .text("position"))])
    }

    private static func record(_ fields: [(String, Datum)]) -> Datum { .record(fields.map { (name: $0.0, value: $0.1) }) }

    // MARK: - Data

    private static func rows(_ figure: Figure) -> [Datum] {
        switch figure.marks {
        case .bars(let bars): barRows(bars, figure)
        case .lines(let series): lineRows(series, figure)
        case .points(let points): pointRows(points, figure)
        case .cells(let cells): cellRows(cells, figure)
        case .boxes(let boxes): boxes.flatMap { boxRows($0, figure) }
        }
    }

    /// A value of an axis as Vega-Lite reads it: a name, milliseconds, or the number.
    private static func value(_ value: Double, _ axis: Figure.Axis) -> Datum {
        switch axis.scale {
        case .category(let scale): scale.labels.indices.contains(Int(value)) ? .text(scale.labels[Int(value)]) : .null
        case .time: .float(value / 1000)
        case .linear, .log: value == value.rounded() && abs(value) < 1e15 ? .int(Int64(value)) : .float(value)
        }
    }

    /// Bars begin and end where the figure has them, so that stacks keep their order and bars of times their width.
    private static func barRows(_ bars: Marks.Bars, _ figure: Figure) -> [Datum] {
        let (places, lengths) = figure.isHorizontal ? (figure.y, figure.x) : (figure.x, figure.y)
        return bars.bars.map { bar in
            let place: [(String, Datum)] =
                places.scale.categories != nil
                ? [("place", .text(bars.names[bar.place]))]
                : [("from", value(bar.width.lowerBound, places)), ("to", value(bar.width.upperBound, places))]
            return record(
                place + [("start", value(bar.start, lengths)), ("end", value(bar.end, lengths))] + name(bar.series, figure))
        }
    }

    private static func name(_ series: Int, _ figure: Figure) -> [(String, Datum)] {
        figure.seriesNames.indices.contains(series) ? [("color", .text(figure.seriesNames[series]))] : []
    }

    private static func lineRows(_ series: [[[Marks.Point]]], _ figure: Figure) -> [Datum] {
        var rows: [Datum] = []
        for (index, runs) in series.enumerated() {
            for (run, points) in runs.enumerated() {
                rows += points.map {
                    record(
                        [("x", value($0.x, figure.x)), ("y", value($0.y, figure.y)), ("run", .int(Int64(run)))]
                            + name(index, figure))
                }
            }
        }
        return rows
    }

    private static func pointRows(_ points: Marks.Points, _ figure: Figure) -> [Datum] {
        points.x.indices.map { index in
            var fields = [("x", value(points.x[index], figure.x)), ("y", value(points.y[index], figure.y))]
            if !points.series.isEmpty { fields += name(points.series[index], figure) }
            if !points.shade.isEmpty, case .ramp(let title, let scale) = figure.legend {
                fields.append(("color", value(points.shade[index], .init(title, scale))))
            }
            return record(fields)
        }
    }

    private static func cellRows(_ cells: Marks.Cells, _ figure: Figure) -> [Datum] {
        var rows: [Datum] = []
        for row in 0..<cells.rows {
            for column in 0..<cells.columns {
                guard let shade = cells.values[row * cells.columns + column] else { continue }
                rows.append(
                    record(
                        side("x", column, cells.xEdges, figure.x) + side("y", row, cells.yEdges, figure.y) + [
                            ("color", .float(shade))
                        ]))
            }
        }
        return rows
    }

    private static func side(_ name: String, _ place: Int, _ edges: [Double], _ axis: Figure.Axis) -> [(String, Datum)] {
        if axis.scale.categories != nil { return [(name, value(edges[place] + 0.5, axis))] }
        return [(name, value(edges[place], axis)), (name + "2", value(edges[place + 1], axis))]
    }

    private static func boxRows(_ box: Marks.Box, _ figure: Figure) -> [Datum] {
        let place: (String, Datum) = ("place", .text(box.name))
        let summary = record([
            place, ("low", .float(box.low)), ("q1", .float(box.lowerQuartile)), ("median", .float(box.median)),
            ("q3", .float(box.upperQuartile)), ("high", .float(box.high)),
        ])
        return [summary] + box.outliers.map { record([place, ("outlier", .float($0))]) }
    }

    // MARK: - Encodings

    private static func type(_ axis: Figure.Axis) -> String {
        switch axis.scale {
        case .linear, .log: "quantitative"
        case .time: "temporal"
        case .category: "nominal"
        }
    }

    /// One channel. Categories keep the order of the data.
    private static func field(_ name: String, _ type: String, _ axis: Figure.Axis?) -> Datum {
        var fields: [(String, Datum)] = [("field", .text(name)), ("type", .text(type))]
        if let axis {
            fields.append(("title", axis.title.isEmpty ? .null : .text(axis.title)))
            if case .category = axis.scale { fields.append(("sort", .null)) }
            if case .time = axis.scale { fields.append(("scale", record([("type", .text("utc"))]))) }
            if case .log = axis.scale { fields.append(("scale", record([("type", .text("log"))]))) }
            if case .linear = axis.scale { fields.append(("scale", record([("zero", .bool(false))]))) }
        }
        return record(fields)
    }

    private static func position(_ figure: Figure) -> [(String, Datum)] {
        [("x", field("x", type(figure.x), figure.x)), ("y", field("y", type(figure.y), figure.y))]
    }

    private static func color(_ figure: Figure) -> [(String, Datum)] {
        switch figure.legend {
        case .none: return []
        case .series(let title, let names, let hasRest):
            let inks = names.indices.map { Palette.ink($0, isRest: hasRest && $0 == names.count - 1).light }
            let scale = record([("domain", .list(names.map { .text($0) })), ("range", .list(inks.map { .text($0) }))])
            return [
                (
                    "color",
                    record([("field", .text("color")), ("type", .text("nominal")), ("title", .text(title)), ("scale", scale)])
                )
            ]
        case .ramp(let title, let scale):
            let type = type(.init(title, scale))
            return [
                (
                    "color",
                    record([
                        ("field", .text("color")), ("type", .text(type)), ("title", .text(title)),
                        ("scale", record([("scheme", .text("viridis"))])),
                    ])
                )
            ]
        }
    }

    private static func encoding(_ bars: Marks.Bars, _ figure: Figure) -> [(String, Datum)] {
        let (places, lengths) = figure.isHorizontal ? (figure.y, figure.x) : (figure.x, figure.y)
        let (along, up) = figure.isHorizontal ? ("y", "x") : ("x", "y")
        let length: [(String, Datum)] = [
            (up, field("end", "quantitative", lengths)), (up + "2", record([("field", .text("start"))])),
        ]
        if places.scale.categories == nil {
            return [(along, field("from", type(places), places)), (along + "2", record([("field", .text("to"))]))] + length
                + color(figure)
        }
        var channels = [(along, field("place", type(places), places))] + length
        if bars.isGrouped { channels.append((along + "Offset", record([("field", .text("color")), ("sort", .null)]))) }
        return channels + color(figure)
    }

    private static func edge(_ name: String, _ axis: Figure.Axis) -> Datum {
        if case .time = axis.scale { return field(name, "temporal", axis) }
        return record([
            ("field", .text(name)), ("type", .text("quantitative")), ("bin", record([("binned", .bool(true))])),
            ("title", .text(axis.title)),
        ])
    }

    private static func cellEncoding(_ figure: Figure) -> [(String, Datum)] {
        var channels: [(String, Datum)] = []
        for (name, axis) in [("x", figure.x), ("y", figure.y)] {
            if axis.scale.categories != nil {
                channels.append((name, field(name, "nominal", axis)))
            } else {
                channels.append((name, edge(name, axis)))
                channels.append((name + "2", record([("field", .text(name + "2"))])))
            }
        }
        return channels
    }

    private static func boxLayers(_ figure: Figure) -> [Datum] {
        let (places, values) = figure.isHorizontal ? (figure.y, figure.x) : (figure.x, figure.y)
        let (along, up) = figure.isHorizontal ? ("y", "x") : ("x", "y")
        let place = (along, field("place", "nominal", places))
        func span(_ from: String, _ to: String) -> [(String, Datum)] {
            [place, (up, field(from, "quantitative", values)), (up + "2", record([("field", .text(to))]))]
        }
        func layer(_ mark: [(String, Datum)], _ encoding: [(String, Datum)]) -> Datum {
            record([("mark", record(mark)), ("encoding", record(encoding))])
        }
        let ink: (String, Datum) = ("color", .text(Palette.series[0].light))
        return [
            layer([("type", .text("rule")), ink], span("low", "high")),
            layer([("type", .text("bar")), ("size", .int(14)), ink], span("q1", "q3")),
            layer(
                [("type", .text("tick")), ("color", .text("white")), ("size", .int(14))],
                [place, (up, field("median", "quantitative", values))]),
            layer([("type", .text("point")), ink], [place, (up, field("outlier", "quantitative", values))]),
        ]
    }
}
