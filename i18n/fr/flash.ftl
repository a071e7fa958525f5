## Flash messages after an action of a member

flash-invited = L’invitation est en route.
flash-invited-again = Une nouvelle invitation est en route. L’ancienne ne sert plus.
flash-member-changed = Les changements sont enregistrés.
flash-member-removed = Cette personne n’est plus membre. Ses sessions sont fermées.
flash-passkey-removed = La clé d’accès est retirée. Les sessions ouvertes avec elle sont fermées.
flash-totp-removed = L’application est retirée. Les sessions ouvertes avec ses codes sont fermées.
flash-signed-out = C’est retiré. Votre session était ouverte par ce moyen : elle est fermée aussi. Connectez-vous autrement.
flash-session-ended = La session est fermée.
flash-sessions-ended = Toutes les autres sessions sont fermées.
flash-session-extended = Cette session reste ouverte, même sans rien faire.
flash-undone = La décision est annulée. La proposition est de nouveau dans la file.
flash-released = La proposition est rendue à la file. D’autres peuvent la réserver.
