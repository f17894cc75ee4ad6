using ActivitySync.Digest.Localization;

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
    private const double TickHeight = 4;
    private const double RowGap = 8;
    private const double TextGap = 4;

    /// <summary>The maximum number of bars with a time above them.</summary>
    private const int MaxNumbers = 5;

    private readonly IReadOnlyList<ChartDay> _days;
    private readonly Language _language;
    private readonly ChartCanvas _canvas = new();
    private double _y = Padding;
    private double _barsLeft;
    private double _ground;
    private double _futureLeft;

    private ChartLayout(IReadOnlyList<ChartDay> days, Language language)
    {
        (_days, _language) = (days, language);
        Scale = ChartScale.Create(days.Max(day => day.Minutes));
    }

    public ChartScale Scale { get; }

    public double Height { get; private set; }

    public IReadOnlyList<ChartBar> Bars => _canvas.Bars;

    public IReadOnlyList<ChartMark> Marks => _canvas.Marks;

    public IReadOnlyList<ChartText> Texts => _canvas.Texts;

    public IReadOnlyList<ChartArea> Areas => _canvas.Areas;

    public IReadOnlyList<ChartLine> Lines => _canvas.Lines;

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
        var axis = new ChartAxis(layout._canvas, language, layout.Scale);
        axis.Add(layout._barsLeft, Width - Padding, layout._ground, BarsHeight);
        layout.AddBars();
        layout.AddRacesAhead();
        layout.AddNumbers();
        layout.AddMassages();
        layout.AddDates();
        var bottom = ChartLegend.Add(layout._canvas, days, language, Padding, Width - Padding, layout._y);
        layout.Height = bottom + Padding;
        return layout;
    }

    private void AddTitle()
    {
        foreach (var line in ChartTitle.Wrap(_days, _language, TitleSize, Width - 2 * Padding))
        {
            var (width, height) = ChartFont.Measure(line, TitleSize, isBold: true);
            var box = new ChartBox(Padding, _y, Padding + width, _y + height);
            _canvas.Texts.Add(new ChartText(line, box, TitleSize, true, ChartTone.Ink));
            _y += height;
        }

        _y += RowGap;
    }

    /// <summary>Reserves the area of the bars, with space for a symbol and a time above the longest one.</summary>
    private void ReserveBars()
    {
        _barsLeft = Padding + new ChartAxis(_canvas, _language, Scale).Width;
        _ground = _y + 2 * ChartCanvas.TextHeight + MarkSize + 2 * MarkGap + TextGap + BarsHeight;
    }

    private double DayWidth => (Width - Padding - _barsLeft) / _days.Count;

    private double GetLeft(int at) => _barsLeft + at * DayWidth;

    private double GetCenter(int at) => _barsLeft + (at + 0.5) * DayWidth;

    private double GetTop(int minutes) => _ground - BarsHeight * minutes / Scale.MaxMinutes;

    /// <summary>Marks the days after today by a background, with the name of today at its beginning.</summary>
    private void AddFuture(DateOnly today)
    {
        _futureLeft = GetLeft(today.DayNumber - _days[0].Date.DayNumber + 1);
        var top = _y + ChartCanvas.TextHeight;
        _canvas.Areas.Add(new ChartArea(new ChartBox(_futureLeft, top, Width - Padding, _ground), ChartTone.Future));
        _canvas.Lines.Add(new ChartLine(_futureLeft, top, _futureLeft, _ground, ChartTone.Line));
        AddText(_language.Chart.Today, _futureLeft, _y, ChartTone.MutedInk);
    }

    private void AddSuggestedDays()
    {
        var window = Enumerable.Range(0, _days.Count).Where(at => _days[at].IsSuggested).ToList();
        if (window.Count > 0)
        {
            var box = new ChartBox(
                GetLeft(window[0]),
                _y + ChartCanvas.TextHeight,
                GetLeft(window[^1] + 1),
                _ground + LaneHeight
            );
            _canvas.Areas.Add(new ChartArea(box, ChartTone.Suggested));
        }
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

            var (tone, symbol) = ChartLook.Get(day.Mark);
            var top = GetTop(day.Minutes);
            var half = DayWidth * BarShare / 2;
            var markTop = day.Mark is null ? top : GetTop(day.MarkMinutes);
            _canvas.Bars.Add(new ChartBar(day, new ChartBox(x - half, top, x + half, _ground), tone, markTop));
            if (symbol is { } shape)
            {
                var box = ChartBox.CreateSquare(x, top - MarkGap - MarkSize / 2, MarkSize);
                _canvas.Marks.Add(new ChartMark(shape, box, tone, day.Date));
            }
        }
    }

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
            _canvas.Marks.Add(new ChartMark(ChartSymbol.Flag, flag, ChartTone.Race, _days[at].Date));
            AddText(
                _language.ShortDate(_days[at].Date),
                x,
                flag.Top - MarkGap - ChartCanvas.TextHeight,
                ChartTone.Ink,
                minLeft: _futureLeft + TextGap
            );
        }
    }

    /// <summary>Adds the times above the longest day and above races and long runs, where there is space.</summary>
    private void AddNumbers()
    {
        var longest = ChartDay.FindLongest(_days);
        var count = 0;
        foreach (
            var bar in _canvas
                .Bars.Where(bar => bar.Day == longest || ChartLook.Get(bar.Day.Mark).Symbol is not null)
                .OrderByDescending(bar => bar.Day == longest)
                .ThenByDescending(bar => bar.Day.Minutes)
                .ThenByDescending(bar => bar.Day.Date)
        )
        {
            var isAdded = AddText(
                _language.Duration(bar.Day.Minutes),
                bar.Box.CenterX,
                bar.Box.Top - 2 * MarkGap - MarkSize - ChartCanvas.TextHeight,
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
                _canvas.Marks.Add(new ChartMark(ChartSymbol.Hand, box, ChartTone.Massage, _days[at].Date));
            }
        }

        if (_canvas.Areas.Find(area => area.Tone == ChartTone.Suggested) is { } band)
        {
            var box = ChartBox.CreateSquare(band.Box.CenterX, y, HandSize);
            var first = _days.First(day => day.IsSuggested);
            _canvas.Marks.Add(new ChartMark(ChartSymbol.Hand, box, ChartTone.SuggestedEdge, first.Date));
        }

        _y = _ground + (_days.Any(day => day.HadMassage || day.IsSuggested) ? LaneHeight : TickHeight);
    }

    private void AddDates()
    {
        var mondays = Enumerable
            .Range(0, _days.Count)
            .Where(at => _days[at].Date.DayOfWeek == DayOfWeek.Monday)
            .Select(at => (_days[at].Date, GetLeft(at)));
        _y = new ChartDates(_canvas, _language, Width - Padding).Add([.. mondays], _ground, _y) + RowGap;
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
        var width = ChartCanvas.Measure(text, isBold).Width;
        var left = Math.Min(centerX - width / 2, (maxRight ?? Width - Padding) - width);
        return _canvas.TryAddText(text, Math.Max(left, minLeft ?? _barsLeft), top, tone, isBold);
    }
}
