using ActivitySync.Commands;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Commands;

/// <summary>What <c>log pain</c> and <c>log illness</c> answer at once.</summary>
public sealed class MedicalAnswerTests : IDisposable
{
    private readonly CommandFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(MedicalLevel.Emergency, "pain", "chest", "2", "--sign", "chest-pain")]
    [InlineData(MedicalLevel.Emergency, "pain", "leg", "0", "--sign", "blister", "--sign", "dark-urine")]
    [InlineData(MedicalLevel.Urgent, "pain", "left calf", "3", "--sign", "one-sided-swelling")]
    [InlineData(MedicalLevel.Urgent, "pain", "back", "9", "--sign", "Bladder Bowel")]
    [InlineData(MedicalLevel.Clinician, "pain", "shin", "2", "--sign", "pinpoint-bone")]
    [InlineData(MedicalLevel.Clinician, "pain", "shin", "2", "--sign", "something-else")]
    [InlineData(MedicalLevel.Clinician, "pain", "knee", "8")]
    [InlineData(MedicalLevel.Clinician, "pain", "knee", "1", "--date", "2026-11-01")]
    [InlineData(MedicalLevel.Postpone, "illness", "fever")]
    [InlineData(MedicalLevel.Postpone, "illness", "cold", "--date", "2026-11-17")]
    public async Task An_entry_that_raises_a_level_is_answered_first(object raised, params string[] entry)
    {
        foreach (var language in Languages.All)
        {
            _fixture.With(settings =>
                settings with
                {
                    FileAthletes = [settings.FileAthletes[0] with { Language = language.Tag }],
                }
            );

            var (exit, output, _) = await _fixture.RunAsync(["log", .. entry]);

            var lines = output.TrimEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(ExitCode.Done, exit);
            Assert.StartsWith(language.Medical.Action((MedicalLevel)raised, ""), lines[0], StringComparison.Ordinal);
            Assert.Equal(language.Medical.Text((MedicalLevel)raised), lines[1]);
            Assert.Matches("^Added | is already there: ", lines[2]);
        }
    }

    [Theory]
    [InlineData("pain", "left calf", "4")]
    [InlineData("pain", "left calf", "7")]
    [InlineData("pain", "heel", "2", "--sign", "blister")]
    [InlineData("pain", "heel", "0", "--date", "2026-10-01")]
    [InlineData("illness", "cold", "--date", "2026-11-16")]
    public async Task An_entry_that_raises_no_level_is_only_confirmed(params string[] entry)
    {
        var (_, output, _) = await _fixture.RunAsync(["log", .. entry]);

        Assert.StartsWith("Added ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_graver_level_that_was_reported_before_is_repeated()
    {
        await _fixture.RunAsync("log", "pain", "chest", "3", "--sign", "chest-pain");
        var emergency = Languages.All[0].Medical.Action(MedicalLevel.Emergency, "");

        var (_, ill, _) = await _fixture.RunAsync("log", "illness", "fever");
        var (_, knee, _) = await _fixture.RunAsync("log", "pain", "knee", "9");
        await _fixture.RunAsync("log", "pain-gone", "chest");
        var (_, again, _) = await _fixture.RunAsync("log", "illness", "fever");

        Assert.StartsWith(emergency, ill, StringComparison.Ordinal);
        Assert.StartsWith(emergency, knee, StringComparison.Ordinal);
        Assert.StartsWith(Languages.All[0].Medical.Action(MedicalLevel.Clinician, ""), again, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kept_signs_of_the_replaced_entry_still_raise_their_level()
    {
        await _fixture.RunAsync("log", "pain", "left calf", "3", "--sign", "warm-red-calf");

        var (_, output, _) = await _fixture.RunAsync("log", "pain", "left calf", "1");

        Assert.StartsWith(Languages.All[0].Medical.Action(MedicalLevel.Urgent, ""), output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_comes_although_the_entry_cannot_be_stored()
    {
        _fixture.GetAthleteId();
        _fixture.Database.RefuseRows("INSERT", "pains");

        var (exit, output, _) = await _fixture.RunAsync("log", "pain", "chest", "2", "--sign", "chest-pain");

        Assert.NotEqual(ExitCode.Done, exit);
        Assert.StartsWith(
            Languages.All[0].Medical.Action(MedicalLevel.Emergency, ""),
            output,
            StringComparison.Ordinal
        );
    }
}
