using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Tests.Commands;
using ActivitySync.Tests.Infrastructure;
using Dapper;

namespace ActivitySync.Tests.Data;

public sealed class PreferenceServiceTests : IDisposable
{
    private static readonly SettingOrigin FromEnvironment = new(
        SettingLayer.Environment,
        "environment Athletes__0__Budget"
    );

    private readonly CommandFixture _fixture = new("ben");

    public void Dispose() => _fixture.Dispose();

    private AthleteRoster Roster => RosterBuilder.Create(_fixture.Database, _fixture.Settings);

    private PreferenceService Service => new(_fixture.Database, _fixture.Settings, Roster, _fixture.Clock);

    [Fact]
    public void A_saved_value_holds_until_it_is_reset()
    {
        SetOrigin(new SettingOrigin(SettingLayer.File, "appsettings.json:9"), Budget.None);

        Assert.Equal(("none", "appsettings.json:9"), GetBudget());
        Service.Save("anna", "budget", "Occasional");
        Assert.Equal(("occasional", "page"), GetBudget());
        Assert.Equal(Budget.Occasional, Roster.Get("anna").Budget);
        Assert.Equal("none", Service.Get("anna", "Budget").ConfiguredValue);
        Service.Reset("anna", "Budget");
        Assert.Equal(("none", "appsettings.json:9"), GetBudget());
    }

    [Fact]
    public void Preferences_belong_to_one_athlete()
    {
        Service.Save("anna", "Units", "imperial");

        Assert.Equal([UnitSystem.Imperial, UnitSystem.Metric], Roster.GetAll().Select(athlete => athlete.Units));
        Assert.Null(Roster.Find("carl"));
    }

    [Fact]
    public void Every_change_can_be_undone()
    {
        var first = Service.Save("anna", "Conditions", "pregnancy\nanticoagulants");
        var second = Service.Save("anna", "Conditions", "");
        Assert.Empty(Roster.Get("anna").Conditions);
        var third = Service.Reset("anna", "Conditions");

        Service.Undo("anna", third);
        Assert.Equal(SettingLayer.Page, Service.Get("anna", "Conditions").Origin.Layer);
        Service.Undo("anna", second);
        Assert.Equal(["pregnancy", "anticoagulants"], Roster.Get("anna").Conditions);
        Service.Undo("anna", first);
        Assert.Equal(SettingLayer.Default, Service.Get("anna", "Conditions").Origin.Layer);
    }

    [Fact]
    public void The_environment_has_priority_and_says_so()
    {
        Service.Save("anna", "Budget", "none");
        SetOrigin(FromEnvironment, Budget.Regular);

        var state = Service.Get("anna", "Budget");

        Assert.Equal(("regular", FromEnvironment.Text), GetBudget());
        Assert.Equal((PreferenceLock.Environment, false), (state.Lock, state.CanChange));
        Assert.Equal(
            "Budget: is set by environment Athletes__0__Budget, which comes first. Set it there, or remove it there.",
            Assert.Throws<OperationException>(() => Service.Save("anna", "Budget", "none")).Message
        );
        Assert.Equal(Budget.Regular, Roster.Get("anna").Budget);
    }

    [Fact]
    public void A_locked_key_ignores_what_is_stored_and_refuses_changes()
    {
        Service.Save("anna", "Budget", "none");
        Service.Save("anna", "Units", "imperial");
        _fixture.With(settings => settings with { Page = new PageSettings { Locked = ["Budget"] } });

        var state = Service.Get("anna", "Budget");

        Assert.Equal(("regular", "default"), GetBudget());
        Assert.Equal((PreferenceLock.Operator, false), (state.Lock, state.CanChange));
        Assert.All<Action>(
            [() => Service.Save("anna", "Budget", "none"), () => Service.Reset("anna", "Budget")],
            change =>
                Assert.StartsWith(
                    "Budget: is locked by the operator (Page:Locked). ",
                    Assert.Throws<OperationException>(change).Message,
                    StringComparison.Ordinal
                )
        );
        Assert.True(Service.Get("anna", "Units").CanChange);
        Assert.Equal(UnitSystem.Imperial, Roster.Get("anna").Units);
    }

    [Theory]
    [InlineData("Bugdet", "\"Bugdet\": no such preference; did you mean Budget?")]
    [InlineData("MaxHeartRate", "\"MaxHeartRate\": no such preference. Use one of Language, Units, ")]
    [InlineData("", "\"\": no such preference. Use one of ")]
    public void An_unknown_key_is_refused(string key, string message)
    {
        var error = Assert.Throws<OperationException>(() => Service.Save("anna", key, "1"));

        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_invalid_value_is_refused_and_nothing_is_stored()
    {
        var error = Assert.Throws<OperationException>(() => Service.Save("anna", "Budget", "often"));

        Assert.Equal(
            "Budget: \"often\" is invalid; expected one of \"regular\", \"occasional\", \"none\".",
            error.Message
        );
        using var connection = _fixture.Database.Open();
        Assert.Empty(PreferenceRepository.GetAll(connection));
    }

    [Theory]
    [InlineData("UPDATE preferences SET value = 'often' WHERE key = 'Budget'", "1 Budget")]
    [InlineData("UPDATE preferences SET key = 'Bugdet' WHERE key = 'Budget'", "1 Bugdet")]
    [InlineData("UPDATE preferences SET key = 'budget' WHERE key = 'Budget'", "1 budget")]
    public void A_stored_value_that_is_unreadable_costs_only_itself(string sql, string row)
    {
        SetOrigin(new SettingOrigin(SettingLayer.File, "appsettings.json:9"), Budget.None);
        Service.Save("anna", "Budget", "occasional");
        Service.Save("anna", "Units", "imperial");
        using var connection = _fixture.Database.Open();
        connection.Execute(sql);

        var anna = Roster.GetAll(connection)[0];

        Assert.Equal((Budget.None, UnitSystem.Imperial), (anna.Budget, anna.Units));
        Assert.Contains(
            $"the table preferences has a value that cannot be read in row {row},",
            Assert.Single(connection.GetUnreadableLines()),
            StringComparison.Ordinal
        );
        Assert.Equal("none", Service.Get("anna", "Budget").Value);
        Service.Undo("anna", Service.Save("anna", "Budget", "regular"));
        Assert.Equal("none", Service.Get("anna", "Budget").Value);
    }

    [Fact]
    [SqliteOnly]
    public void Reading_creates_no_database()
    {
        Assert.Equal(_fixture.Settings.FileAthletes, Roster.GetAll());
        Assert.Equal("regular", Service.Get("anna", "Budget").Value);

        Assert.False(File.Exists(_fixture.Database.FilePath!));
    }

    [Fact]
    [SqliteOnly]
    public void A_database_that_cannot_be_read_is_an_error_and_not_a_default()
    {
        Service.Save("anna", "Conditions", "pregnancy");
        Database.ClearPools();
        File.WriteAllText(_fixture.Database.FilePath!, "no database");

        Assert.Throws<DatabaseException>(() => Roster.GetAll());
    }

    private (string Value, string Origin) GetBudget()
    {
        var state = Service.GetAll("anna").Single(state => state.Preference.Key == "Budget");
        return (state.Value, state.Origin.Text);
    }

    private void SetOrigin(SettingOrigin origin, Budget budget) =>
        _fixture.With(settings =>
            settings with
            {
                FileAthletes =
                [
                    settings.FileAthletes[0] with
                    {
                        Budget = budget,
                        PreferenceOrigins = new Dictionary<string, SettingOrigin> { ["Budget"] = origin },
                    },
                    settings.FileAthletes[1],
                ],
            }
        );
}
