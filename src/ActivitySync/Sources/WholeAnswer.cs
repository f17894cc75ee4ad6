namespace ActivitySync.Sources;

/// <summary>
/// The innermost step of a call: reads the body to its end, so that a body that breaks off or hangs is met by the same
/// timeouts and retries as a connection that does. Counts the try.
/// </summary>
internal sealed class WholeAnswer : DelegatingHandler
{
    /// <summary>Two hundred activities with their map lines are about one megabyte.</summary>
    private const long MaxBodyBytes = 32 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(CallCount.Key, out var calls)) calls.Add();
        var response = await base.SendAsync(request, cancellationToken);
        try
        {
            await response.Content.LoadIntoBufferAsync(MaxBodyBytes, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }
}
