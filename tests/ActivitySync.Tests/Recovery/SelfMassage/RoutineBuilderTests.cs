using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.SelfMassage;

namespace ActivitySync.Tests.Recovery.SelfMassage;

public sealed class RoutineBuilderTests
{
    [Fact]
    public void Doses_are_per_area_and_mode()
    {
        var normal = new TimelineBuilder().AddRun(-1, 40).Plan().SelfMassage!;
        Assert.Equal(SelfMassageMode.Normal, normal.Mode);
        Assert.Equal(
            [
                new(SelfMassageTool.TennisBall, BodyArea.Arch, 60, 1),
                new(SelfMassageTool.FoamRoller, BodyArea.Calves, 45, 1),
                new(SelfMassageTool.FoamRoller, BodyArea.Hamstrings, 45, 1),
            ],
            normal.Steps
        );
        Assert.Equal(["R31", "R32", "R34"], normal.Rules);
        var light = new TimelineBuilder().AddRun(-1, 40).AddCalendarRace(1, 10).Plan().SelfMassage!;
        Assert.Equal(SelfMassageMode.Light, light.Mode);
        Assert.Equal(
            [
                new(SelfMassageTool.TennisBall, BodyArea.Arch, 45, 1),
                new(SelfMassageTool.FoamRoller, BodyArea.Calves, 30, 1),
                new(SelfMassageTool.FoamRoller, BodyArea.Hamstrings, 30, 1),
            ],
            light.Steps
        );
        Assert.Equal(["R31", "R32"], new TimelineBuilder().AddActivity(-1, "ride", 40).Plan().SelfMassage!.Rules);
    }

    [Theory]
    [InlineData(61, 300, 2)]
    [InlineData(42.195, 240, 2)]
    [InlineData(21.0975, 100, 2)]
    [InlineData(10, 45, 1)]
    public void It_is_light_for_some_days_after_a_race(double km, double minutes, int days)
    {
        Assert.Equal(
            SelfMassageMode.Light,
            new TimelineBuilder().AddRaceRun(-days, km, minutes).Plan().SelfMassage!.Mode
        );
        Assert.Equal(
            SelfMassageMode.Normal,
            new TimelineBuilder().AddRaceRun(-days - 1, km, minutes).Plan().SelfMassage!.Mode
        );
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(-1, true)]
    [InlineData(-2, false)]
    public void A_race_without_a_recording_counts_for_a_day(int day, bool light) =>
        Assert.Equal(
            light,
            new TimelineBuilder().AddRun(-5, 40).AddCalendarRace(day, 10).Plan().SelfMassage!.Mode
                == SelfMassageMode.Light
        );

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void It_is_light_two_days_before_a_race(int day, bool light)
    {
        // Weekly: three days before a race are enough, but T + 1 is then two days before.
        var log = new TimelineBuilder()
            .AddRun(-5, 40)
            .WithAthlete(athlete => athlete with { Rhythm = MassageHistory.Weekly })
            .AddCalendarRace(day + 1, 10, Importance.C)
            .AddCalendarRace(day, 10);
        log.WithParameters(rules =>
            rules.With(BeforeRaceRule.WeeklyGentleDays, 1).With(BeforeRaceRule.WeeklyDeepDays, 1)
        );
        Assert.Equal(light, log.Plan().SelfMassage!.Mode == SelfMassageMode.Light);
    }

    [Fact]
    public void It_is_light_when_no_day_of_the_range_is_allowed()
    {
        var log = new TimelineBuilder().AddRun(-5, 40);
        for (var day = 1; day <= 9; day++)
        {
            log.AddPlannedSession(day, PlannedSessionKind.Hard);
        }

        Assert.Equal(SelfMassageMode.Light, log.Plan().SelfMassage!.Mode);
    }

    [Fact]
    public void The_gap_makes_nothing_light() =>
        Assert.Equal(
            SelfMassageMode.Normal,
            new TimelineBuilder().AddRun(-5, 40).WithMassages(0, 30, 60).Plan().SelfMassage!.Mode
        );

    [Theory]
    [InlineData("ride", 0, 0, "Quads HipFlexors Glutes")]
    [InlineData("triathlon", 0, 0, "Quads HipFlexors Glutes")]
    [InlineData("walk", 500, 0, "Quads Calves Glutes")]
    [InlineData("hike", 0, 0, "Quads Calves Glutes")]
    [InlineData("run", 400, 0, "Quads Glutes Calves")]
    [InlineData("run", 200, 0, "Quads Glutes Calves")]
    [InlineData("run", 199, 200, "Calves Glutes HipFlexors")]
    [InlineData("run", 199, 199, "Arch Calves Hamstrings")]
    [InlineData("trail-run", 199, 199, "Quads Calves Arch")]
    [InlineData("treadmill", 0, 0, "Calves HipFlexors Arch")]
    [InlineData("swim", 0, 0, "Arch Calves Hamstrings")]
    public void The_areas_come_from_the_activity(string sport, double descent, double ascent, string areas) =>
        Assert.Equal(
            areas,
            Areas(
                new TimelineBuilder().AddActivity(-1, sport, 60, 10, with: one =>
                    one with
                    {
                        DescentMeters = descent,
                        AscentMeters = ascent,
                    }
                )
            )
        );

    [Theory]
    [InlineData(399, 20, "Arch Calves Hamstrings")]
    [InlineData(400, 30, "Quads Glutes Calves")]
    public void Much_descent_counts_however_flat(double descent, double km, string areas) =>
        Assert.Equal(
            areas,
            Areas(
                new TimelineBuilder().AddActivity(-1, "swim", 60, km, with: one => one with { DescentMeters = descent })
            )
        );

    [Fact]
    public void Races_and_workouts_have_their_own_areas()
    {
        Assert.Equal("Quads Calves Arch", Areas(new TimelineBuilder().AddRaceRun(-1, 21.0975, 100)));
        Assert.Equal("Hamstrings Calves HipFlexors", Areas(new TimelineBuilder().AddRaceRun(-1, 10, 45)));
        Assert.Equal("Hamstrings Calves HipFlexors", Areas(new TimelineBuilder().AddRun(-1, 50, name: "Tempo")));
    }

    [Theory]
    [InlineData(-1, "Arch Calves Hamstrings")]
    [InlineData(-2, "Arch Calves HipFlexors")]
    [InlineData(-6, "Arch Calves HipFlexors")]
    [InlineData(-7, "Arch Calves Hamstrings")]
    public void Two_days_later_the_hip_flexors_take_over(int day, string areas) =>
        Assert.Equal(areas, Areas(new TimelineBuilder().AddRun(day, 40)));

    [Fact]
    public void The_last_four_days_come_first_then_the_heaviest_then_the_newest()
    {
        Assert.Equal("Arch Calves HipFlexors", Areas(new TimelineBuilder().AddRaceRun(-4, 42.195, 240).AddRun(-3, 40)));
        Assert.Equal(
            "Quads Calves Arch",
            Areas(new TimelineBuilder().AddRaceRun(-3, 42.195, 240).AddRun(-1, 50, name: "Tempo"))
        );
        Assert.Equal(
            "Quads HipFlexors Glutes",
            Areas(new TimelineBuilder().AddRun(-2, 40).AddActivity(-1, "ride", 40))
        );
        Assert.Equal(
            "Quads HipFlexors Glutes",
            Areas(
                new TimelineBuilder()
                    .AddRun(-1, 40, id: "a")
                    .AddActivity(-1, "ride", 40, id: "b", with: ride => ride with { Start = ride.Start.AddHours(1) })
            )
        );
        Assert.Equal(
            "Arch Calves Hamstrings",
            Areas(new TimelineBuilder().AddRun(-1, 40, id: "a").AddActivity(-1, "ride", 40, id: "b"))
        );
        Assert.Equal(
            "Quads HipFlexors Glutes",
            Areas(new TimelineBuilder().AddRun(-1, 50, name: "Tempo").AddActivity(-1, "ride", 200))
        );
        Assert.Equal(
            "Arch Calves Hamstrings",
            Areas(new TimelineBuilder().AddRun(-1, 170).AddActivity(-1, "ride", 200))
        );
    }

    [Theory]
    [InlineData("left foot", "Calves Hamstrings Quads")]
    [InlineData("HEEL", "Calves Hamstrings Quads")]
    [InlineData("arch", "Calves Hamstrings Quads")]
    [InlineData("plantar", "Calves Hamstrings Quads")]
    [InlineData("big toe", "Calves Hamstrings Quads")]
    [InlineData("calf", "Arch Hamstrings Quads")]
    [InlineData("both calves", "Arch Hamstrings Quads")]
    [InlineData("Achilles", "Arch Hamstrings Quads")]
    [InlineData("shin", "Arch Hamstrings Quads")]
    [InlineData("ankle", "Arch Hamstrings Quads")]
    [InlineData("hamstring", "Arch Calves Quads")]
    [InlineData("knee", "Arch Calves Hamstrings")]
    [InlineData("knee and hamstring", "Arch Calves Glutes")]
    [InlineData("thigh, hamstring", "Arch Calves Glutes")]
    [InlineData("quad, hamstring", "Arch Calves Glutes")]
    [InlineData("quad, hamstring, glute", "Arch Calves")]
    [InlineData("quad, hamstring, buttock", "Arch Calves")]
    [InlineData("both feet", "Calves Hamstrings Quads")]
    [InlineData("soles of both feet", "Calves Hamstrings Quads")]
    [InlineData("Fuß", "Calves Hamstrings Quads")]
    [InlineData("beide Füße", "Calves Hamstrings Quads")]
    [InlineData("FÜSSE", "Calves Hamstrings Quads")]
    [InlineData("Fu\u0308\u00DFe", "Calves Hamstrings Quads")]
    [InlineData("linker Fuss", "Calves Hamstrings Quads")]
    [InlineData("Fuesse", "Calves Hamstrings Quads")]
    [InlineData("Mittelfuß", "Calves Hamstrings Quads")]
    [InlineData("Fußgewölbe", "Calves Hamstrings Quads")]
    [InlineData("Ferse", "Calves Hamstrings Quads")]
    [InlineData("Sohle", "Calves Hamstrings Quads")]
    [InlineData("große Zehe", "Calves Hamstrings Quads")]
    [InlineData("Wade", "Arch Hamstrings Quads")]
    [InlineData("rechte WADEN", "Arch Hamstrings Quads")]
    [InlineData("Achillessehne", "Arch Hamstrings Quads")]
    [InlineData("Schienbeine", "Arch Hamstrings Quads")]
    [InlineData("Knöchel", "Arch Hamstrings Quads")]
    [InlineData("Knoechel", "Arch Hamstrings Quads")]
    [InlineData("Sprunggelenk", "Arch Hamstrings Quads")]
    [InlineData("Beinbeuger", "Arch Calves Quads")]
    [InlineData("Knie, Beinbeuger", "Arch Calves Glutes")]
    [InlineData("hinterer Oberschenkel", "Arch Calves Glutes")]
    [InlineData("back of the thigh", "Arch Calves Glutes")]
    [InlineData("IT-band", "Arch Calves Hamstrings")]
    [InlineData("Oberschenkel, Gesäß", "Arch Calves")]
    [InlineData("Oberschenkel, Po", "Arch Calves")]
    [InlineData("back of the left leg", "Arch Glutes")]
    [InlineData("rechtes Bein", "Arch Glutes")]
    [InlineData("lower back", "Arch Calves Hamstrings")]
    [InlineData("Rücken", "Arch Calves Hamstrings")]
    [InlineData("Nacken und Schultern", "Arch Calves Hamstrings")]
    public void No_pressure_on_what_hurts(string area, string areas) =>
        Assert.Equal(areas, Areas(new TimelineBuilder().AddRun(-1, 40).AddPain(-1, area, 1)));

    [Theory]
    [InlineData("hip")]
    [InlineData("groin")]
    [InlineData("Hüfte")]
    [InlineData("Huefte links")]
    [InlineData("Leiste")]
    public void A_sore_hip_keeps_off_the_hip_flexors(string area) =>
        Assert.Equal(
            "Quads Glutes Calves",
            Areas(new TimelineBuilder().AddActivity(-1, "ride", 40).AddPain(-1, area, 1))
        );

    [Theory]
    [InlineData("")]
    [InlineData("left side")]
    [InlineData("links")]
    [InlineData("Kreuzband")]
    [InlineData("back of it")]
    [InlineData("mollet")]
    public void A_pain_that_may_be_anywhere_leaves_the_routine_out(string area) =>
        Assert.Null(
            new TimelineBuilder().AddRun(-1, 40).AddPain(-1, "calf", 1).AddPain(-1, area, 1).Plan().SelfMassage
        );

    [Fact]
    public void Without_an_area_left_there_is_no_routine() =>
        Assert.Null(new TimelineBuilder().AddRun(-1, 40).AddPain(-1, "legs, feet and glutes", 1).Plan().SelfMassage);

    private static string Areas(TimelineBuilder log) =>
        string.Join(' ', log.Plan().SelfMassage!.Steps.Select(step => step.Area));
}
