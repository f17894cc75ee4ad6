using ActivitySync.Digest.Localization;
using ActivitySync.Digest.Rendering;
using ActivitySync.Recovery.Tagging;
using SkiaSharp;

namespace ActivitySync.Tests.Digest.Rendering;

public sealed class ChartRendererTests
{
    private static readonly DateOnly From = new(2026, 10, 19);

    [Fact]
    public void Bars_are_drawn_as_high_as_their_minutes()
    {
        int[] minutes = [30, 60, 90, 180, 200];
        var layout = Layout([.. minutes.Select((one, at) => Day(at * 7, one, Label.LongRun))]);
        using var picture = SKBitmap.Decode(ChartRenderer.Render(layout));
        var blue = SKColor.Parse(ChartRenderer.GetHexColor(ChartTone.LongRun));
        var pixels = picture.Width / ChartLayout.Width;

        var heights = layout.Bars.Select(bar =>
            Enumerable
                .Range((int)(bar.Box.Top * pixels) - 2, (int)(bar.Box.Height * pixels) + 4)
                .Count(y => picture.GetPixel((int)(bar.Box.CenterX * pixels), y) == blue)
        );

        Assert.All(heights.Zip(minutes), pair =>
            Assert.Equal(pair.Second * ChartLayout.BarsHeight / 200 * pixels, pair.First, 2.0)
        );
    }

    [Fact]
    public void The_background_is_opaque_and_white_to_the_edges()
    {
        using var picture = SKBitmap.Decode(ChartRenderer.Render(Layout([Day(3, 40, null)])));

        Assert.All(picture.Pixels, pixel => Assert.Equal(255, pixel.Alpha));
        (int X, int Y)[] corners =
        [
            (0, 0),
            (picture.Width - 1, 0),
            (0, picture.Height - 1),
            (picture.Width - 1, picture.Height - 1),
        ];
        Assert.All(corners, corner => Assert.Equal(SKColors.White, picture.GetPixel(corner.X, corner.Y)));
    }

    [Fact]
    public void The_same_days_give_the_same_bytes()
    {
        var layout = Layout([Day(3, 40, Label.Race), Day(30, 200, Label.LongRun), Day(33, 60, Label.Hard)]);

        Assert.Equal(ChartRenderer.Render(layout), ChartRenderer.Render(layout));
    }

    [Fact]
    public void The_picture_of_a_full_timeline_is_small()
    {
        var days = Enumerable
            .Range(0, 56)
            .Select(at =>
                Day(at, at < 35 ? 20 + at * 7 : 0, (Label?)(at % 5) is { } mark && at % 5 < 4 ? mark : null) with
                {
                    HadMassage = at % 6 == 1 && at < 35,
                    IsSuggested = at is > 36 and < 40,
                    HasRaceAhead = at is 44 or 55,
                }
            );
        var layout = ChartLayout.Create([.. days], From.AddDays(34), German.Language);

        Assert.InRange(ChartRenderer.Render(layout).Length, 10_000, 60_000);
    }

    [Fact]
    public void An_image_of_few_colors_is_encoded_without_loss()
    {
        uint[] colors = [0xffffffff, 0xff000000, 0xff2a6fb0, 0xff123456, 0xffc2410c];
        var pixels = Enumerable.Range(0, 7 * 5).Select(at => colors[at * at % colors.Length]).ToArray();

        using var picture = SKBitmap.Decode(IndexedPng.Encode(pixels, 7));

        Assert.Equal((7, 5), (picture.Width, picture.Height));
        Assert.Equal(
            pixels.Select(pixel => new SKColor((byte)pixel, (byte)(pixel >> 8), (byte)(pixel >> 16))),
            picture.Pixels
        );
    }

    [Fact]
    public void Rare_colors_become_the_nearest_of_the_frequent_ones()
    {
        // 256 grays twice, and one color once that is almost a gray.
        var pixels = Enumerable
            .Range(0, 512)
            .Select(at => 0x010101u * (uint)(at / 2))
            .Append(0x0000_7f80u | 0x7f0000u)
            .ToArray();

        using var picture = SKBitmap.Decode(IndexedPng.Encode(pixels, pixels.Length));

        Assert.Equal(
            pixels.Take(512).Select(pixel => (byte)pixel),
            picture.Pixels.Take(512).Select(pixel => pixel.Red)
        );
        Assert.Equal(new SKColor(0x7f, 0x7f, 0x7f), picture.Pixels[512]);
    }

    private static ChartDay Day(int at, int minutes, Label? mark) =>
        new(From.AddDays(at), minutes, mark, mark is null ? 0 : minutes, false, false, false, false);

    private static ChartLayout Layout(IReadOnlyList<ChartDay> training) =>
        ChartLayout.Create(
            [
                .. Enumerable
                    .Range(0, 49)
                    .Select(at => training.FirstOrDefault(day => day.Date == From.AddDays(at)) ?? Day(at, 0, null)),
            ],
            From.AddDays(34),
            English.Language
        );
}
