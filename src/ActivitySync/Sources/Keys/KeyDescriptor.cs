using ActivitySync.Configuration;

namespace ActivitySync.Sources.Keys;

/// <summary>A source that is read with a key of the athlete.</summary>
/// <typeparam name="TProbe">Checks that the service can be read.</typeparam>
/// <typeparam name="TConnection">Starts and stops using a key.</typeparam>
/// <param name="service">The service.</param>
/// <param name="keyAction">What to do with a key that is no longer wanted: <c>Delete</c> or <c>Replace</c>.</param>
/// <param name="hasExpiry">Whether a key has a last day.</param>
internal abstract class KeyDescriptor<TProbe, TConnection>(KeyService service, string keyAction, bool hasExpiry)
    : SourceDescriptor
    where TProbe : KeyProbe
    where TConnection : KeyConnectionService
{
    public override SourceName Name => service.Name;

    public override PageConnection PageConnection => new KeyPageConnection<TConnection>(service, hasExpiry);

    public override string DisconnectDescription => $"Stops using {service.Name} and deletes its data.";

    public override bool NeedsOnlySettings => true;

    public override async Task<IReadOnlyList<Finding>> CheckAsync(
        IServiceProvider services,
        AthleteSettings athlete,
        CancellationToken cancellationToken
    )
    {
        var (error, lines) = await services.GetRequiredService<TProbe>().ProbeAsync(athlete, cancellationToken);
        return [.. lines.Select(line => new Finding(error, $"{athlete.Name}: {line}"))];
    }

    public override async Task ProbeAsync(
        IServiceProvider services,
        AthleteSettings athlete,
        CancellationToken cancellationToken
    )
    {
        var (error, lines) = await services.GetRequiredService<TProbe>().ProbeAsync(athlete, cancellationToken);
        if (error is { } kind)
        {
            throw new OperationException(kind, string.Join(" ", lines));
        }
    }

    public override Task<DisconnectResult> DisconnectAsync(
        IServiceProvider services,
        AthleteSettings athlete,
        CancellationToken cancellationToken
    )
    {
        services.GetRequiredService<TConnection>().Disconnect(athlete);
        return Task.FromResult(
            new DisconnectResult(
                $"The key itself is still valid. {keyAction} it at {service.KeyPageUrl}, "
                    + "and remove it from the settings if it is there.",
                null
            )
        );
    }

    /// <summary>Tests the key, and says so.</summary>
    /// <returns>What has tested it.</returns>
    protected async Task<TConnection> ConnectKeyAsync(
        IConnectSession session,
        DateOnly? expiresOn,
        CancellationToken cancellationToken
    )
    {
        var connection = session.Services.GetRequiredService<TConnection>();
        await connection.ConnectAsync(session.Athlete, expiresOn, cancellationToken);
        session.Output.WriteLine(
            $"Connected: {service.Name} accepts the key of {session.Athlete.Name}. Reading the history..."
        );
        return connection;
    }
}
