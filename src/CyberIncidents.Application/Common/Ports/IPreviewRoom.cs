using CyberIncidents.Application.Common.Security;

namespace CyberIncidents.Application.Common.Ports;

/// <summary>Where something is looked at through the eyes of a partner, and tried before it is done. Nothing that happens in it stays.</summary>
public interface IPreviewRoom
{
    /// <summary>Reads as a preview's viewer; inside <see cref="RehearseAsync"/> on the connection of the rehearsal.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="eyes">Whose eyes; a viewer of a preview.</param>
    /// <param name="look">Gets the services of a scope that reads as this viewer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was read.</returns>
    Task<T> LookAsync<T>(Viewer eyes, Func<IServiceProvider, CancellationToken, Task<T>> look, CancellationToken cancellationToken);

    /// <summary>
    /// Runs work as the calling viewer in a transaction that is always rolled back; nothing that would follow a commit happens.
    /// What the work reads there comes back.
    /// </summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="work">Gets the services of the scope in which it has to work.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What was read before the roll-back.</returns>
    Task<T> RehearseAsync<T>(Func<IServiceProvider, CancellationToken, Task<T>> work, CancellationToken cancellationToken);
}
