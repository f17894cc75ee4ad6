using System.Globalization;
using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;
using ActivitySync.Recovery.Tagging;
using CsCheck;

namespace ActivitySync.Tests.Digest.Rendering;

/// <summary>What the chart shows and where, for a thousand random timelines in both languages.</summary>
public sealed class ChartLayoutTests
{
    private const int Timelines = 1_000;
    private const double Tolerance = 1e-6;

    /// <summary>The width at which a phone of 390 pixels shows the chart: without the margins of the mail.</summary>
    private const double PhoneWidth = 350;

    private const double LeastPhonePixels = 11;

    private static readonly Label?[] Marks = [null, null, null, Label.Hard, Label.LongRun, Label.LongLoad, Label.Race];

    private static readonly Gen<Label?> GenMark = Gen.Int[0, Marks.Length - 1].Select(at => Marks[at]);

    private static readonly Gen<int> GenMinutes = Gen.Frequency(
        (8, Gen.Int[5, 90]),
        (3, Gen.Int[90, 300]),
        (1, Gen.Int[300, 3_000])
    );

    /// <summary>Generates days, and the index of today: at most five weeks back and three ahead.</summary>
    private static readonly Gen<(IReadOnlyList<ChartDay> Days, DateOnly Today)> GenTimeline = Gen.Select(
            Gen.Int[0, 3_000],
            Gen.Int[14, 21],
            Gen.Int[0, 100],
            Gen.Select(Gen.Int[0, 99], GenMinutes, GenMark, Gen.Int[0, 20]).Array[56],
            Gen.Int[0, 10],
            Gen.Int[1, 4],
            Gen.Select(Gen.Int[-20, 21], Gen.Int[-20, 21])
        )
        .Select(
            (start, ahead, density, random, suggestedIn, length, races) =>
            {
                var from = new DateOnly(2024, 1, 1).AddDays(start);
                var days = Enumerable
                    .Range(0, 35 + ahead)
                    .Select(at =>
                    {
                        var (chance, minutes, mark, massage) = random[at];
                        var (hasTraining, after) = (at < 35 && chance < density, at - 34);
                        return new ChartDay(
                            from.AddDays(at),
                            hasTraining ? minutes : 0,
                            hasTraining ? mark : null,
                            hasTraining && mark is not null ? Math.Max(1, minutes * (massage + 5) / 25) : 0,
                            massage == 1,
                            at < 35 && massage == 0,
                            suggestedIn > 0 && after >= suggestedIn && after < suggestedIn + length,
                            after > 0 && (after == races.Item1 || after == races.Item2)
                        );
                    })
                    .ToList();
                return ((IReadOnlyList<ChartDay>)days, from.AddDays(34));
            }
        );

    [Fact]
    public void Texts_overlap_nothing_and_are_inside_the_picture() =>
        Check(
            (layout, _, _) =>
            {
                var canvas = new ChartBox(0, 0, ChartLayout.Width, layout.Height);
                foreach (var (at, text) in layout.Texts.Index())
                {
                    AssertInside(canvas, text.Box, text.Text);
                    Assert.DoesNotContain(layout.Texts.Skip(at + 1), other => other.Box.Overlaps(text.Box));
                    Assert.DoesNotContain(layout.Bars, bar => bar.Box.Overlaps(text.Box));
                    Assert.DoesNotContain(layout.Marks, mark => mark.Box.Overlaps(text.Box));
                    Assert.True(
                        text.Size * PhoneWidth / ChartLayout.Width >= LeastPhonePixels,
                        $"{text.Text} is too small on a phone"
                    );
                }

                Assert.All(layout.Marks, mark => AssertInside(canvas, mark.Box, $"{mark.Symbol}"));
                Assert.All(layout.Areas, area => AssertInside(canvas, area.Box, $"{area.Tone}"));
            }
        );

    [Fact]
    public void The_height_of_a_bar_is_proportional_to_its_minutes() =>
        Check(
            (layout, days, _) =>
            {
                Assert.Equal(days.Where(day => day.Minutes > 0), layout.Bars.Select(bar => bar.Day));
                Assert.All(layout.Bars, bar =>
                    Assert.Equal(
                        ChartLayout.BarsHeight / layout.Scale.MaxMinutes,
                        bar.Box.Height / bar.Day.Minutes,
                        Tolerance
                    )
                );
                Assert.All(layout.Bars.Where(bar => bar.Day.Mark is not null), bar =>
                    Assert.Equal(
                        bar.Box.Height * bar.Day.MarkMinutes / bar.Day.Minutes,
                        bar.Box.Bottom - bar.MarkTop,
                        Tolerance
                    )
                );
                Assert.True(layout.Bars.Select(bar => bar.Box.Bottom).Distinct().Count() <= 1);
                Assert.All(layout.Bars.Zip(layout.Bars.Skip(1)), pair =>
                    Assert.True(pair.First.Box.Right < pair.Second.Box.Left)
                );
            }
        );

    [Fact]
    public void The_lines_of_the_axis_are_at_the_height_of_bars_of_their_time() =>
        Check(
            (layout, _, language) =>
            {
                var ticks = layout.Scale.Ticks.ToList();
                Assert.InRange(ticks.Count, 1, 4);
                Assert.Equal(layout.Scale.MaxMinutes > 120, layout.Scale.IsInHours);
                var ground = layout.Areas.First(area => area.Tone == ChartTone.Future).Box.Bottom;
                foreach (var tick in ticks)
                {
                    var name = layout.Scale.IsInHours
                        ? language.Chart.AxisHours(tick / 60)
                        : language.Chart.AxisMinutes(tick);
                    var text = Assert.Single(layout.Texts, text =>
                        text.Text == name && text.Tone == ChartTone.MutedInk && !text.IsBold
                    );
                    Assert.Equal(
                        ground - ChartLayout.BarsHeight * tick / layout.Scale.MaxMinutes,
                        text.Box.CenterY,
                        Tolerance
                    );
                    Assert.Contains(layout.Lines, line =>
                        line.Tone == ChartTone.GridLine && Math.Abs(line.FromY - text.Box.CenterY) < Tolerance
                    );
                }
            }
        );

    [Fact]
    public void Races_long_runs_and_massages_have_their_own_shapes() =>
        Check(
            (layout, days, _) =>
            {
                AssertShapes(ChartSymbol.Diamond, day => day.Mark == Label.Race, isAboveBar: true);
                AssertShapes(ChartSymbol.Dot, day => day.Mark == Label.LongRun, isAboveBar: true);
                AssertShapes(ChartSymbol.Triangle, day => day.Mark == Label.LongLoad, isAboveBar: true);
                AssertShapes(ChartSymbol.Flag, day => day.HasRaceAhead, isAboveBar: false);
                var window = days.FirstOrDefault(day => day.IsSuggested);
                AssertShapes(ChartSymbol.Hand, day => day.HadMassage || day == window, isAboveBar: false);
                var tones = layout.Bars.ToLookup(bar => bar.Day.Mark, bar => bar.Tone);
                Assert.All(tones, group => Assert.Single(group.Distinct()));
                Assert.Equal(tones.Count, tones.Select(group => group.First()).Distinct().Count());

                void AssertShapes(ChartSymbol symbol, Func<ChartDay, bool> isMarked, bool isAboveBar)
                {
                    var marks = layout.Marks.Where(mark => mark.Symbol == symbol && mark.Date is not null).ToList();
                    Assert.Equal(
                        days.Where(isMarked).Select(day => day.Date),
                        marks.Select(mark => mark.Date!.Value).Order()
                    );
                    foreach (var mark in isAboveBar ? marks : [])
                    {
                        var bar = layout.Bars.Single(bar => bar.Day.Date == mark.Date);
                        Assert.Equal(bar.Tone, mark.Tone);
                        Assert.Equal(bar.Box.CenterX, mark.Box.CenterX, Tolerance);
                        Assert.InRange(bar.Box.Top - mark.Box.Bottom, 0, 4);
                    }
                }
            }
        );

    [Fact]
    public void The_band_covers_the_suggested_days() =>
        Check(
            (layout, days, _) =>
            {
                var dayWidth = (layout.Lines.Max(line => line.ToX) - layout.Lines.Min(line => line.FromX)) / days.Count;
                var bands = layout
                    .Areas.Where(area => area.Tone == ChartTone.Suggested && area.Box.Height > 50)
                    .ToList();
                var suggested = days.Count(day => day.IsSuggested);
                Assert.Equal(suggested == 0 ? 0 : 1, bands.Count);
                Assert.All(bands, band => Assert.Equal(suggested * dayWidth, band.Box.Width, Tolerance));
            }
        );

    [Fact]
    public void The_longest_day_has_its_time_and_every_time_is_that_of_its_bar() =>
        Check(
            (layout, days, language) =>
            {
                var longest = ChartDay.FindLongest(days);
                var times = layout.Bars.ToLookup(bar => language.Duration(bar.Day.Minutes));
                var numbers = layout
                    .Texts.Where(text => text.Tone == ChartTone.Ink && times.Contains(text.Text))
                    .ToList();
                Assert.All(numbers, number => Assert.Contains(times[number.Text], bar => IsAbove(number, bar)));
                Assert.InRange(numbers.Count, longest is null ? 0 : 1, 5);
                Assert.Equal(
                    longest is null ? [] : [language.Duration(longest.Minutes)],
                    numbers.Where(number => number.IsBold).Select(number => number.Text)
                );
                if (longest is not null)
                {
                    var title = ChartTitle.Create(days, language);
                    Assert.Contains(language.Duration(longest.Minutes), title, StringComparison.Ordinal);
                    Assert.Contains(language.LongDate(longest.Date), title, StringComparison.Ordinal);
                    var lines = layout.Texts.Where(text => text.Size > ChartCanvas.TextSize).Select(text => text.Text);
                    Assert.Equal(title, string.Join(' ', lines));
                }

                static bool IsAbove(ChartText number, ChartBar bar) =>
                    number.Box.Left <= bar.Box.Left + Tolerance
                    && number.Box.Right >= bar.Box.Right - Tolerance
                    && bar.Box.Top - number.Box.Bottom is > 0 and < 16;
            }
        );

    [Fact]
    public void The_legend_has_what_is_in_the_picture_and_nothing_else() =>
        Check(
            (layout, days, language) =>
            {
                var words = language.Chart;
                (string Name, bool IsShown)[] expected =
                [
                    (words.Race, days.Any(day => day.Mark == Label.Race)),
                    (words.LongRun, days.Any(day => day.Mark == Label.LongRun)),
                    (words.LongLoad, days.Any(day => day.Mark == Label.LongLoad)),
                    (words.HardSession, days.Any(day => day.Mark == Label.Hard)),
                    (words.OtherTraining, days.Any(day => day.Minutes > day.MarkMinutes)),
                    (words.RaceAhead, days.Any(day => day.HasRaceAhead)),
                    (words.Massage, days.Any(day => day.HadMassage)),
                    (words.Suggested, days.Any(day => day.IsSuggested)),
                ];
                Assert.All(expected, entry =>
                    Assert.Equal(entry.IsShown, layout.Texts.Any(text => text.Text == entry.Name))
                );
                Assert.Equal(expected.Count(entry => entry.IsShown), layout.Marks.Count(mark => mark.Date is null));
            }
        );

    [Fact]
    public void The_alternative_text_names_what_is_in_the_picture_in_sixty_words() =>
        Check(
            (_, days, language) =>
            {
                var text = ChartAltText.Create(days, language);
                Assert.InRange(text.Split(' ').Length, 5, ChartAltText.MaxWords);
                Assert.StartsWith(ChartTitle.Create(days, language), text, StringComparison.Ordinal);
                var words = language.Chart;
                (string Name, bool IsShown)[] expected =
                [
                    (words.AltRaces, days.Any(day => day.Mark == Label.Race && !day.IsGuess)),
                    (words.AltLongRuns, days.Any(day => day.Mark == Label.LongRun && !day.IsGuess)),
                    (words.AltLongLoads, days.Any(day => day.Mark == Label.LongLoad && !day.IsGuess)),
                    (words.AltHardSessions, days.Any(day => day.Mark == Label.Hard && !day.IsGuess)),
                    (words.AltRaceAhead, days.Any(day => day.HasRaceAhead)),
                    (words.AltMassages, days.Any(day => day.HadMassage)),
                    (words.AltSuggested, days.Any(day => day.IsSuggested)),
                ];
                Assert.All(expected, entry =>
                    Assert.Equal(entry.IsShown, text.Contains($". {entry.Name}: ", StringComparison.Ordinal))
                );
                Assert.All(Enum.GetValues<Label>(), label =>
                    Assert.True(
                        days.Any(day => day.Mark == label && day.IsGuess)
                            || !text.Contains($". {words.AltLooksLike(label)}: ", StringComparison.Ordinal)
                    )
                );
            }
        );

    [Theory]
    [InlineData(0, 60, 30, false)]
    [InlineData(45, 60, 30, false)]
    [InlineData(120, 120, 30, false)]
    [InlineData(121, 121, 60, true)]
    [InlineData(299, 299, 60, true)]
    [InlineData(300, 300, 120, true)]
    [InlineData(1_440, 1_440, 480, true)]
    public void The_axis_is_in_minutes_or_hours(int longest, int max, int step, bool isInHours)
    {
        var scale = ChartScale.Create(longest);

        Assert.Equal((max, step, isInHours), (scale.MaxMinutes, scale.StepMinutes, scale.IsInHours));
    }

    [Theory]
    [InlineData(56, "56 min", "56 min")]
    [InlineData(89, "89 min", "89 min")]
    [InlineData(90, "1 h 30", "1:30 h")]
    [InlineData(125, "2 h 05", "2:05 h")]
    [InlineData(180, "3 h", "3 h")]
    [InlineData(200, "3 h 20", "3:20 h")]
    public void A_time_is_written_as_people_say_it(int minutes, string english, string german)
    {
        Assert.Equal(english, English.Language.Duration(minutes));
        Assert.Equal(german, German.Language.Duration(minutes));
    }

    [Fact]
    public void Mondays_and_months_are_named_once_and_in_order()
    {
        var from = new DateOnly(2026, 10, 19);
        var days = Enumerable
            .Range(0, 49)
            .Select(at => new ChartDay(from.AddDays(at), 40, null, 0, false, false, false, false));

        var layout = ChartLayout.Create([.. days], from.AddDays(34), English.Language);

        var dates = layout
            .Texts.Where(text => text is { Tone: ChartTone.MutedInk } && text.Box.Top > layout.Bars[0].Box.Bottom)
            .OrderBy(text => text.Box.Top)
            .ThenBy(text => text.Box.Left)
            .Select(text => text.Text);
        Assert.Equal(["Mon 19", "26", "2", "9", "16", "23", "30", "October", "November"], dates);
    }

    [Fact]
    public void Texts_and_bars_have_enough_contrast()
    {
        string[] grounds = ["#ffffff", ChartRenderer.GetHexColor(ChartTone.Future)];
        foreach (var ground in grounds)
        {
            Assert.All([ChartTone.Ink, ChartTone.MutedInk], tone => Assert.True(Contrast(tone, ground) >= 4.5));
            Assert.All(
                [
                    ChartTone.OtherTraining,
                    ChartTone.HardSession,
                    ChartTone.LongRun,
                    ChartTone.LongLoad,
                    ChartTone.Massage,
                ],
                tone => Assert.True(Contrast(tone, "#ffffff") >= 3, $"{tone}: {Contrast(tone, "#ffffff")}")
            );
        }

        var band = ChartRenderer.GetHexColor(ChartTone.Suggested);
        Assert.True(Contrast(ChartTone.Ink, band) >= 4.5);
        Assert.True(Contrast(ChartTone.SuggestedEdge, band) >= 3);

        static double Contrast(ChartTone tone, string ground)
        {
            var (a, b) = (Luminance(ChartRenderer.GetHexColor(tone)), Luminance(ground));
            return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
        }
    }

    private static double Luminance(string color)
    {
        var channels = Enumerable
            .Range(0, 3)
            .Select(at => int.Parse(color.AsSpan(1 + 2 * at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture))
            .Select(part => part / 255.0)
            .Select(part => part <= 0.03928 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))
            .ToArray();
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
    }

    private static void Check(Action<ChartLayout, IReadOnlyList<ChartDay>, Language> check) =>
        GenTimeline.Sample(
            timeline =>
            {
                foreach (var language in (Language[])[English.Language, German.Language])
                {
                    check(ChartLayout.Create(timeline.Days, timeline.Today, language), timeline.Days, language);
                }
            },
            iter: Timelines,
            threads: 1
        );

    private static void AssertInside(ChartBox canvas, ChartBox box, string name) =>
        Assert.True(
            box.Left >= canvas.Left
                && box.Top >= canvas.Top
                && box.Right <= canvas.Right
                && box.Bottom <= canvas.Bottom
                && box.Width > 0
                && box.Height > 0,
            $"{name}: {box} is outside of {canvas}"
        );
}
