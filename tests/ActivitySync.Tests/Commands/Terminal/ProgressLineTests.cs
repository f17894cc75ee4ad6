using ActivitySync.Commands.Terminal;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Commands.Terminal;

public sealed class ProgressLineTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void A_line_appears_after_a_second_and_disappears_at_the_end()
    {
        using var output = new StringWriter();
        var count = 0;
        using (ProgressLine.Start(output, () => $"Reading {++count}", _clock, isTerminal: true))
        {
            _clock.Advance(Second / 2);
            Assert.Equal("", output.ToString());
            _clock.Advance(Second);
            _clock.Advance(Second);
        }

        _clock.Advance(Second);

        Assert.Equal("\r\e[KReading 1 (1 s)\r\e[KReading 2 (2 s)\r\e[K", output.ToString());
    }

    [Theory]
    [InlineData(true, 0.9)]
    [InlineData(false, 60)]
    public void What_is_quick_and_what_has_no_terminal_shows_nothing(bool isTerminal, double seconds)
    {
        using var output = new StringWriter();
        using (ProgressLine.Start(output, () => "Reading", _clock, isTerminal))
        {
            _clock.Advance(TimeSpan.FromSeconds(seconds));
        }

        Assert.Equal("", output.ToString());
    }
}
