using ActivitySync.Digest.Localization;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// What the chart shows and where, without drawing it: a bar for each day, as high as the day had minutes; races, long
/// runs and massages with their own symbols; the suggested days as a band. Units are the pixels of a phone.
/// </summary>
internal sealed class ChartLayout
{
    /// <summary>About the width at which a phone shows the chart, so that a letter of 12 units is 12 pixels.</summary>
    public const double Width = 360;

    public const double Padding = 12;
    public const double TextSize = 12;
    public const double TitleSize = 13.5;

    /// <summary>The height of the longest bar.</summary>
    public const double BarsHeight = 124;

    private const double BarShare = 0.74;
    private const double MarkSize = 8;
    private const double MarkGap = 2;
    private const double HandSize = 13;
    private const double LaneHeight = 18;
    private const double FlagHeight = 40;
    private const double FlagWidth = 10;
    private const double LineGap = 0.5;
    private const double AxisGap = 5;
    private const double TickHeight = 4;
    private const double RowGap = 8;
    private const double TextGap = 4;
    private const double LegendRowHeight = 19;
    private const double LegendSymbolSize = 10;
    private const double LegendSymbolWidth = 18;
    private const double LegendGap = 14;

    /// <summary>The maximum number of bars with a time above them.</summary>
    private const int MaxNumbers = 5;

    private readonly IReadOnlyList<ChartDay> _days;
    private readonly Language _language;
    private readonly double _textHeight = Measure("0").Height;
    private readonly List<ChartBar> _bars = [];
    private readonly List<ChartMark> _marks = [];
    private readonly List<ChartText> _texts = [];
    private readonly List<ChartArea> _areas = [];
    private readonly List<ChartLine> _lines = [];
    private double _y = Padding;
    private double _barsLeft;
    private double _barsTop;
    private double _ground;
    private double _futureLeft;

    private ChartLayout(IReadOnlyList<ChartDay> days, Language language)
    {
        (_days, _language) = (days, language);
        Scale = ChartScale.Create(days.Max(day => day.Minutes));
    }

    public ChartScale Scale { get; }

    public double Height { get; private set; }

    public IReadOnlyList<ChartBar> Bars => _bars;

    public IReadOnlyList<ChartMark> Marks => _marks;

    public IReadOnlyList<ChartText> Texts => _texts;

    public IReadOnlyList<ChartArea> Areas => _areas;

    public IReadOnlyList<ChartLine> Lines => _lines;

    /// <param name="days">At least one day; today is among them.</param>
    /// <param name="today">The last day with training.</param>
    /// <param name="language">The language of the texts.</param>
    public static ChartLayout Create(IReadOnlyList<ChartDay> days, DateOnly today, Language language)
    {
        var layout = new ChartLayout(days, language);
        layout.AddTitle();
        layout.ReserveBars();
        layout.AddFuture(today);
        layout.AddSuggestedDays();
        layout.AddAxis();
        layout.AddBars();
        layout.AddRacesAhead();
        layout.AddNumbers();
        layout.AddMassages();
        layout.AddDates();
        layout.AddLegend();
        layout.Height = layout._y + Padding;
        return layout;
    }

    private void AddTitle()
    {
        foreach (var line in ChartTitle.Wrap(_days, _language, TitleSize, Width - 2 * Padding))
        {
            var (width, height) = ChartFont.Measure(line, TitleSize, isBold: true);
            var box = new ChartBox(Padding, _y, Padding + width, _y + height);
            _texts.Add(new ChartText(line, box, TitleSize, true, ChartTone.Ink));
            _y += height;
        }

        _y += RowGap;
    }

    /// <summary>Reserves the area of the bars, with room for a symbol and a time above the longest one.</summary>
    private void ReserveBars()
    {
        _barsLeft = Padding + AxisGap + Scale.Ticks.Max(tick => Measure(FormatTick(tick)).Width);
        _barsTop = _y + 2 * _textHeight + MarkSize + 2 * MarkGap + TextGap;
        _ground = _barsTop + BarsHeight;
    }

    private string FormatTick(int minutes) =>
        Scale.IsInHours ? _language.Chart.AxisHours(minutes / 60) : _language.Chart.AxisMinutes(minutes);

    private static (double Width, double Height) Measure(string text) =>
        ChartFont.Measure(text, TextSize, isBold: false);

    private double DayWidth => (Width - Padding - _barsLeft) / _days.Count;

    private double GetLeft(int at) => _barsLeft + at * DayWidth;

    private double GetCenter(int at) => _barsLeft + (at + 0.5) * DayWidth;

    private double GetTop(int minutes) => _ground - BarsHeight * minutes / Scale.MaxMinutes;

    /// <summary>Marks the days after today by a background, with the name of today at its beginning.</summary>
    private void AddFuture(DateOnly today)
    {
        _futureLeft = GetLeft(today.DayNumber - _days[0].Date.DayNumber + 1);
        var top = _y + _textHeight;
        _areas.Add(new ChartArea(new ChartBox(_futureLeft, top, Width - Padding, _ground), ChartTone.Future));
        _lines.Add(new ChartLine(_futureLeft, top, _futureLeft, _ground, ChartTone.Line));
        AddText(_language.Chart.Today, _futureLeft, _y, ChartTone.MutedInk);
    }

    private void AddSuggestedDays()
    {
        var window = Enumerable.Range(0, _days.Count).Where(at => _days[at].IsSuggested).ToList();
        if (window.Count > 0)
        {
            var box = new ChartBox(GetLeft(window[0]), _y + _textHeight, GetLeft(window[^1] + 1), _ground + LaneHeight);
            _areas.Add(new ChartArea(box, ChartTone.Suggested));
        }
    }

    private void AddAxis()
    {
        foreach (var tick in Scale.Ticks)
        {
            var y = GetTop(tick);
            _lines.Add(new ChartLine(_barsLeft, y, Width - Padding, y, ChartTone.GridLine));
            var (width, height) = Measure(FormatTick(tick));
            var right = _barsLeft - AxisGap;
            var box = new ChartBox(right - width, y - height / 2, right, y + height / 2);
            _texts.Add(new ChartText(FormatTick(tick), box, TextSize, false, ChartTone.MutedInk));
        }

        _lines.Add(new ChartLine(_barsLeft, _ground, Width - Padding, _ground, ChartTone.Line));
    }

    private void AddBars()
    {
        for (var at = 0; at < _days.Count; at++)
        {
            var (day, x) = (_days[at], GetCenter(at));
            if (day.Minutes <= 0)
            {
                continue;
            }

            var (tone, symbol) = GetLook(day.Mark);
            var top = GetTop(day.Minutes);
            var half = DayWidth * BarShare / 2;
            var markTop = day.Mark is null ? top : GetTop(day.MarkMinutes);
            _bars.Add(new ChartBar(day, new ChartBox(x - half, top, x + half, _ground), tone, markTop));
            if (symbol is { } shape)
            {
                var box = ChartBox.CreateSquare(x, top - MarkGap - MarkSize / 2, MarkSize);
                _marks.Add(new ChartMark(shape, box, tone, day.Date));
            }
        }
    }

    private static (ChartTone Tone, ChartSymbol? Symbol) GetLook(Label? mark) =>
        mark switch
        {
            Label.Race => (ChartTone.Race, ChartSymbol.Diamond),
            Label.LongRun => (ChartTone.LongRun, ChartSymbol.Dot),
            Label.LongLoad => (ChartTone.LongLoad, ChartSymbol.Triangle),
            Label.Hard => (ChartTone.HardSession, null),
            _ => (ChartTone.OtherTraining, null),
        };

    private void AddRacesAhead()
    {
        for (var at = 0; at < _days.Count; at++)
        {
            if (!_days[at].HasRaceAhead)
            {
                continue;
            }

            var x = GetCenter(at);
            var flag = new ChartBox(x, _ground - FlagHeight, x + FlagWidth, _ground);
            _marks.Add(new ChartMark(ChartSymbol.Flag, flag, ChartTone.Race, _days[at].Date));
            AddText(
                _language.ShortDate(_days[at].Date),
                x,
                flag.Top - MarkGap - _textHeight,
                ChartTone.Ink,
                minLeft: _futureLeft + TextGap
            );
        }
    }

    /// <summary>Adds the times above the longest day and above races and long runs, where there is room.</summary>
    private void AddNumbers()
    {
        var longest = ChartDay.FindLongest(_days);
        var count = 0;
        foreach (
            var bar in _bars
                .Where(bar => bar.Day == longest || GetLook(bar.Day.Mark).Symbol is not null)
                .OrderByDescending(bar => bar.Day == longest)
                .ThenByDescending(bar => bar.Day.Minutes)
                .ThenByDescending(bar => bar.Day.Date)
        )
        {
            var isAdded = AddText(
                _language.Chart.Duration(bar.Day.Minutes),
                bar.Box.CenterX,
                bar.Box.Top - 2 * MarkGap - MarkSize - _textHeight,
                ChartTone.Ink,
                isBold: bar.Day == longest,
                maxRight: _futureLeft - LineGap
            );
            if (isAdded && ++count == MaxNumbers)
            {
                return;
            }
        }
    }

    /// <summary>Adds hands below the days of massages and below the suggested days.</summary>
    private void AddMassages()
    {
        var y = _ground + LaneHeight / 2;
        for (var at = 0; at < _days.Count; at++)
        {
            if (_days[at].HadMassage)
            {
                var box = ChartBox.CreateSquare(GetCenter(at), y, HandSize);
                _marks.Add(new ChartMark(ChartSymbol.Hand, box, ChartTone.Massage, _days[at].Date));
            }
        }

        if (_areas.Find(area => area.Tone == ChartTone.Suggested) is { } band)
        {
            var box = ChartBox.CreateSquare(band.Box.CenterX, y, HandSize);
            var first = _days.First(day => day.IsSuggested);
            _marks.Add(new ChartMark(ChartSymbol.Hand, box, ChartTone.SuggestedEdge, first.Date));
        }

        _y = _ground + (_days.Any(day => day.HadMassage || day.IsSuggested) ? LaneHeight : TickHeight);
    }

    /// <summary>Names the Mondays, and below them the months.</summary>
    private void AddDates()
    {
        var mondays = Enumerable
            .Range(0, _days.Count)
            .Where(at => _days[at].Date.DayOfWeek == DayOfWeek.Monday)
            .ToList();
        foreach (var at in mondays)
        {
            var date = _days[at].Date;
            _lines.Add(new ChartLine(GetLeft(at), _ground, GetLeft(at), _ground + TickHeight, ChartTone.Line));
            var (day, named) = (_language.Chart.Day(date), _language.Chart.WeekdayAndDay(date));
            if (at == mondays[0])
            {
                // The weekday is to the left of the others' place, so that the days are at equal distances.
                AddDate(GetLeft(at) - Measure(named).Width + Measure(day).Width, named);
            }
            else
            {
                AddDate(GetLeft(at), day);
            }
        }

        _y += _textHeight;
        var months = mondays.DistinctBy(at => (_days[at].Date.Year, _days[at].Date.Month)).ToList();
        for (var index = months.Count - 1; index >= 0; index--)
        {
            var date = _days[months[index]].Date;
            AddDate(GetLeft(months[index]), _language.Chart.Month(date), _language.Chart.ShortMonth(date));
        }

        _y += _textHeight + RowGap;
    }

    /// <summary>Adds the first of the forms that fits; none if none fits.</summary>
    private void AddDate(double preferredLeft, params IEnumerable<string> forms)
    {
        foreach (var form in forms)
        {
            var (width, height) = Measure(form);
            var left = Math.Min(Math.Max(preferredLeft, 0), Width - Padding - width);
            var box = new ChartBox(left, _y, left + width, _y + height);
            if (IsFree(box))
            {
                _texts.Add(new ChartText(form, box, TextSize, false, ChartTone.MutedInk));
                return;
            }
        }
    }

    private void AddLegend()
    {
        var x = Padding;
        foreach (var entry in ChartLegendEntry.CreateAll(_days, _language))
        {
            var (width, height) = Measure(entry.Text);
            if (x > Padding && x + LegendSymbolWidth + width > Width - Padding)
            {
                (x, _y) = (Padding, _y + LegendRowHeight);
            }

            var middle = _y + LegendRowHeight / 2;
            var symbol = ChartBox.CreateSquare(x + LegendSymbolWidth / 2 - 2, middle, LegendSymbolSize);
            if (entry.Background is { } tone)
            {
                _areas.Add(new ChartArea(ChartBox.CreateSquare(symbol.CenterX, middle, HandSize + 2), tone));
            }

            _marks.Add(new ChartMark(entry.Symbol, symbol, entry.Tone, null));
            var left = x + LegendSymbolWidth;
            var box = new ChartBox(left, middle - height / 2, left + width, middle + height / 2);
            _texts.Add(new ChartText(entry.Text, box, TextSize, false, ChartTone.Ink));
            x = box.Right + LegendGap;
        }

        _y += LegendRowHeight;
    }

    /// <summary>
    /// Adds a text above a point, moved sideways to stay within the area of the bars. Returns false if it would cover
    /// something.
    /// </summary>
    private bool AddText(
        string text,
        double centerX,
        double top,
        ChartTone tone,
        bool isBold = false,
        double? minLeft = null,
        double? maxRight = null
    )
    {
        var (width, height) = ChartFont.Measure(text, TextSize, isBold);
        var left = Math.Min(centerX - width / 2, (maxRight ?? Width - Padding) - width);
        left = Math.Max(left, minLeft ?? _barsLeft);
        var box = new ChartBox(left, top, left + width, top + height);
        if (!IsFree(box))
        {
            return false;
        }

        _texts.Add(new ChartText(text, box, TextSize, isBold, tone));
        return true;
    }

    private bool IsFree(ChartBox box) =>
        box.Right <= Width
        && !_texts.Exists(text => text.Box.Widen(TextGap).Overlaps(box))
        && !_bars.Exists(bar => bar.Box.Overlaps(box))
        && !_marks.Exists(mark => mark.Box.Overlaps(box));
}
