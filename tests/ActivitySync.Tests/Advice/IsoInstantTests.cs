using System.Globalization;
using ActivitySync.Advice;
using CsCheck;

namespace ActivitySync.Tests.Advice;

public sealed class IsoInstantTests
{
    private const int MaxOffsetMinutes = 14 * 60;

    [Theory]
    [InlineData("2026-11-22T09:00:00+01:00", "2026-11-22T09:00:00.0000000+01:00")]
    [InlineData("2026-11-22T09:00:00Z", "2026-11-22T09:00:00.0000000+00:00")]
    [InlineData("2026-11-22T09:00+01:00", "2026-11-22T09:00:00.0000000+01:00")]
    [InlineData("2026-11-22T09:00:30.25-0330", "2026-11-22T09:00:30.2500000-03:30")]
    [InlineData("2026-11-22T23:59:59+14:00", "2026-11-22T23:59:59.0000000+14:00")]
    [InlineData("2024-02-29T00:00:00+05", "2024-02-29T00:00:00.0000000+05:00")]
    [InlineData("2026-11-22T09:00:30,123456789z", "2026-11-22T09:00:30.1234567+00:00")]
    public void An_instant_keeps_the_offset_it_was_written_with(string text, string expected)
    {
        Assert.True(IsoInstant.TryParse(text, out var instant));
        Assert.Equal(expected, instant.ToString("O", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-22")]
    [InlineData("2026-11-22T09:00")]
    [InlineData("2026-11-22T09:00:00")]
    [InlineData("2026-11-22 09:00:00Z")]
    [InlineData("2026-11-22T09:00:60Z")]
    [InlineData("2026-11-22T24:00:00Z")]
    [InlineData("2026-02-29T09:00:00Z")]
    [InlineData("2026-11-22T09:00:00+15:00")]
    [InlineData("2026-11-22T09:00:00+01:60")]
    [InlineData("2026-11-22T09:00:00+1:00")]
    [InlineData("2026-11-22T09:00:00.Z")]
    [InlineData("2026-11-22T09:00:0Z")]
    [InlineData("2026-11-22T09:00:00Zz")]
    [InlineData("2026-11-22T09:00:Z")]
    [InlineData("2026-11-22T09:00:00Z\n")]
    [InlineData("٢٠٢٦-11-22T09:00:00Z")]
    [InlineData("0000-11-22T09:00:00Z")]
    [InlineData("2026-11-22T09:00:00+14:30")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59-14:00")]
    public void Text_that_is_not_an_instant_is_refused(string text) => Assert.False(IsoInstant.TryParse(text, out _));

    [Fact]
    public void An_instant_written_to_the_second_is_read_back() =>
        Gen.Select(Gen.Int[0, 2_000_000_000], Gen.Int[-MaxOffsetMinutes, MaxOffsetMinutes])
            .Sample(
                (seconds, offset) =>
                {
                    var instant = DateTimeOffset.FromUnixTimeSeconds(seconds).ToOffset(TimeSpan.FromMinutes(offset));
                    var text = instant.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
                    return IsoInstant.TryParse(text, out var read) && read == instant && read.Offset == instant.Offset;
                }
            );

    [Fact]
    public void No_text_makes_it_throw() =>
        Gen.String["0123456789-:TZ+., "]
            .Sample(tail =>
            {
                _ = IsoInstant.TryParse("2026-11-22T09:00" + tail, out _);
            });
}
